# Twisted's side of the samples' servers. Usage: servers.py CERTIFICATES
#
# Takes certificate and authority from the folder that the sample application made them in. Prints the port of each server
# on one line, then what a server has to say; how each connection ended goes to standard error.
import os
import sys

from twisted.internet import defer, protocol, reactor, ssl, task
from twisted.protocols.basic import LineReceiver
from twisted.web import resource, server, xmlrpc

directory = sys.argv[1]


def read(name):
    with open(os.path.join(directory, name)) as file:
        return file.read()


authority = ssl.Certificate.loadPEM(read("dev-ca.pem"))
certificate = ssl.PrivateCertificate.loadPEM(read("dev.pem"))


class Told(protocol.Protocol):
    def connectionLost(self, reason):
        print(f"{type(self).__name__}: {reason.type.__name__}", file=sys.stderr, flush=True)


class Echo(Told):
    def dataReceived(self, data):
        self.transport.write(data)


class MutualEcho(Echo):
    pass


class CutOff(LineReceiver):
    """Echoes one line, then ends TCP without close_notify."""

    def lineReceived(self, line):
        self.sendLine(line)
        self.setRawMode()
        # Newer versions of Twisted write on the next turn of the reactor.
        reactor.callLater(0.1, self.transport.transport.loseConnection)

    def rawDataReceived(self, data):
        pass


class Alpn(Told):
    def connectionMade(self):
        print("Connection made", flush=True)

    def dataReceived(self, data):
        print(self.transport.negotiatedProtocol, flush=True)
        self.transport.write(data)
        self.transport.loseConnection()

    def connectionLost(self, reason):
        super().connectionLost(reason)
        print("Connection closed cleanly" if reason.check(protocol.connectionDone.type) else reason, flush=True)


class Page(resource.Resource):
    def render_GET(self, request):
        request.setHeader(b"Content-Type", b"text/plain;charset=utf-8")
        return b"Hello from Twisted\n"


class Procedures(xmlrpc.XMLRPC):
    def xmlrpc_echo(self, anything):
        return anything

    def xmlrpc_add(self, a, b):
        return a + b


def main(reactor):
    root = resource.Resource()
    root.putChild(b"", Page())
    root.putChild(b"RPC2", Procedures())
    http2 = ssl.CertificateOptions(
        privateKey=certificate.privateKey.original,
        certificate=certificate.original,
        acceptableProtocols=[b"h2"],
    )
    ports = []
    for factory, options in (
        (protocol.Factory.forProtocol(Echo), certificate.options()),
        (protocol.Factory.forProtocol(MutualEcho), certificate.options(authority)),
        (protocol.Factory.forProtocol(Alpn), http2),
        (server.Site(root), certificate.options()),
        (protocol.Factory.forProtocol(CutOff), certificate.options()),
    ):
        factory.noisy = False
        ports.append(reactor.listenSSL(0, factory, options, interface="127.0.0.1").getHost().port)
    print(*ports, flush=True)
    return defer.Deferred()


task.react(main, [])
