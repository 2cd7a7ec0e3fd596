# Twisted's side of the samples' clients. Usage: clients.py CLIENT CERTIFICATES HOST:PORT [NAME]
#
# Takes certificate and authority from the folder that the sample application made them in, and expects the certificate of
# NAME (example.test if left out). What a client has to say is printed; how the connection ended goes to standard error.
import datetime
import os
import sys
import warnings

from twisted.internet import defer, endpoints, error, interfaces, protocol, ssl, task
from twisted.protocols.basic import LineReceiver
from twisted.web import client, xmlrpc
from zope.interface import implementer

# Twisted's own transports are not what its readBody expects.
warnings.filterwarnings("ignore", "Using readBody with")

directory = sys.argv[2]
host, port = sys.argv[3].rsplit(":", 1)
name = sys.argv[4] if len(sys.argv) > 4 else "example.test"


def read(name):
    with open(os.path.join(directory, name)) as file:
        return file.read()


authority = ssl.Certificate.loadPEM(read("dev-ca.pem"))
certificate = ssl.PrivateCertificate.loadPEM(read("dev.pem"))


class Told(protocol.Protocol):
    def __init__(self):
        self.done = defer.Deferred()

    def connectionLost(self, reason):
        print(f"ended: {reason.type.__name__}", file=sys.stderr)
        self.done.callback(None)


class Echo(Told, LineReceiver):
    end = b"Bye-bye!"

    def connectionMade(self):
        self.sendLine(b"Hello, world!")
        self.sendLine(b"What a fine day it is.")
        self.sendLine(self.end)

    def lineReceived(self, line):
        print("receive:", line)
        if line == self.end:
            self.transport.loseConnection()


class Once(Told):
    def connectionMade(self):
        self.transport.write(b"hello, world!")

    def dataReceived(self, data):
        print("Server said:", data)
        self.transport.loseConnection()


class Alpn(Told):
    def connectionMade(self):
        print("Connection made")
        self.transport.write(b"anything")

    def dataReceived(self, data):
        print("Next protocol is:", self.transport.negotiatedProtocol)
        self.transport.loseConnection()

    def connectionLost(self, reason):
        super().connectionLost(reason)
        print("Connection closed cleanly" if reason.check(error.ConnectionDone) else reason)


@implementer(interfaces.IHandshakeListener)
class CutOff(Told):
    """Ends TCP without close_notify when the handshake is done."""

    def handshakeCompleted(self):
        self.transport.transport.loseConnection()


class ShowCertificate(Told):
    def connectionMade(self):
        self.transport.write(b"GET / HTTP/1.0\r\n\r\n")

    def dataReceived(self, data):
        print("OK:", ssl.Certificate(self.transport.getPeerCertificate()))
        self.transport.abortConnection()

    def connectionLost(self, reason):
        print("Lost.")
        if not reason.check(error.ConnectionClosed):
            print("BAD:", reason.value)
        self.done.callback(None)


def connect(reactor, what, options):
    endpoint = endpoints.SSL4ClientEndpoint(reactor, host, int(port), options)
    return endpoints.connectProtocol(endpoint, what).addCallback(lambda connected: connected.done)


def echo(reactor):
    return connect(reactor, Echo(), ssl.optionsForClientTLS(name, authority))


def untrusting(reactor):
    return connect(reactor, Echo(), ssl.optionsForClientTLS(name))


def mutual(reactor):
    return connect(reactor, Echo(), ssl.optionsForClientTLS(name, authority, certificate))


def once(reactor):
    return connect(reactor, Once(), ssl.optionsForClientTLS(name, authority, certificate))


def alpn(reactor):
    return connect(reactor, Alpn(), ssl.optionsForClientTLS(name, authority, acceptableProtocols=[b"h2"]))


def cutoff(reactor):
    return connect(reactor, CutOff(), ssl.optionsForClientTLS(name, authority))


def check(reactor):
    return connect(reactor, ShowCertificate(), ssl.optionsForClientTLS(host, authority))


@defer.inlineCallbacks
def web(reactor):
    agent = client.Agent(reactor, client.BrowserLikePolicyForHTTPS(authority))
    response = yield agent.request(b"GET", b"https://%s:%d/" % (host.encode(), int(port)))
    body = yield client.readBody(response)
    print(response.code, body)


@defer.inlineCallbacks
def rpc(reactor):
    # Trusts what OpenSSL trusts: the file in SSL_CERT_FILE.
    proxy = xmlrpc.Proxy(b"https://%s:%d/RPC2" % (host.encode(), int(port)), useDateTime=True)
    everything = {
        "text": "a < b & c > d \u00e4\n",
        "numbers": [-1, 0.5, True, False],
        "when": datetime.datetime(2026, 11, 21, 12, 34, 56),
        "bytes": xmlrpc.Binary(bytes(range(256))),
        "nothing": [[], {}, ""],
    }
    print("echo:", (yield proxy.callRemote("echo", "Hello, world!")))
    print("everything:", (yield proxy.callRemote("echo", everything)) == everything)
    print("add:", (yield proxy.callRemote("add", 2, 3)))
    try:
        yield proxy.callRemote("nothing")
    except xmlrpc.Fault as fault:
        print("nothing: fault", fault.faultCode, fault.faultString)


task.react(globals()[sys.argv[1]], [])
