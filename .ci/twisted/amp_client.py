# An AMP client that goes over to TLS and sends a ping. Usage: amp_client.py CERTIFICATES PORT [HOW]
#
# Trusts the authority from the folder that the sample application made it in. HOW is one of:
#   verified   StartTLS, then Ping (if left out)
#   buffered   Ping is sent before the answer to StartTLS has come, which AMP keeps until TLS is there
#   mistaken   trusts another authority: its own
#   clear      Ping without StartTLS
# How the connection ended goes to standard error.
import sys

from twisted.internet import defer, endpoints, error, ssl, task
from twisted.protocols import amp
from twisted.python.filepath import FilePath


class TLSRequired(Exception):
    pass


class Ping(amp.Command):
    arguments = [(b"text", amp.Unicode())]
    response = [(b"pong", amp.Unicode())]
    errors = {TLSRequired: b"TLS_REQUIRED"}


class Client(amp.AMP):
    def __init__(self):
        super().__init__()
        self.done = defer.Deferred()

    def connectionLost(self, reason):
        super().connectionLost(reason)
        print(f"ended: {reason.type.__name__}", file=sys.stderr)
        self.done.callback(None)


def another():
    key = ssl.KeyPair.generate(size=2048)
    name = ssl.DN(CN="another")
    request = key.certificateRequest(name)
    return key.newCertificate(key.signCertificateRequest(name, request, lambda dn: True, 1))


@defer.inlineCallbacks
def main(reactor):
    how = sys.argv[3] if len(sys.argv) > 3 else "verified"
    authority = ssl.Certificate.loadPEM(FilePath(sys.argv[1]).child("dev-ca.pem").getContent())
    client = Client()
    yield endpoints.connectProtocol(
        endpoints.TCP4ClientEndpoint(reactor, "localhost", int(sys.argv[2])), client
    )
    trusted = another() if how == "mistaken" else authority
    started = None
    if how != "clear":
        started = client.callRemote(amp.StartTLS, tls_verifyAuthorities=[trusted])
        if how == "buffered":
            started.addCallback(lambda answer: print("StartTLS is answered"))
        else:
            yield started
    try:
        answer = yield client.callRemote(Ping, text="hello")
        print("pong:", answer["pong"], "TLS" if client.transport.TLS else "plain")
        if started is not None:
            print("from:", client.peerCertificate.getSubject().commonName.decode())
    except (TLSRequired, error.ConnectionLost, ssl.SSL.Error) as failure:
        print("failed:", type(failure).__name__)
    client.transport.loseConnection()
    yield client.done


task.react(main)
