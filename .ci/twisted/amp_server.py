# An AMP server that goes over to TLS when it is asked to. Usage: amp_server.py CERTIFICATES
#
# Takes the certificate from the folder that the sample application made it in. Prints the port, then that of a server with
# Twisted's own answer to StartTLS, which is a certificate that nobody can trust. Then it tells what it was asked, and over what.
import sys

from twisted.internet import defer, endpoints, protocol, ssl, task
from twisted.protocols import amp
from twisted.python.filepath import FilePath


class Ping(amp.Command):
    arguments = [(b"text", amp.Unicode())]
    response = [(b"pong", amp.Unicode())]


class Untrusted(amp.AMP):
    @Ping.responder
    def ping(self, text):
        print(f"{'TLS' if self.transport.TLS else 'plain'}: {text}", flush=True)
        return {"pong": text}


class Server(Untrusted):
    @amp.StartTLS.responder
    def startTLS(self):
        return {"tls_localCertificate": self.factory.certificate}


def main(reactor):
    certificate = ssl.PrivateCertificate.loadPEM(FilePath(sys.argv[1]).child("dev.pem").getContent())

    def listen(kind):
        factory = protocol.Factory.forProtocol(kind)
        factory.noisy = False
        factory.certificate = certificate
        return endpoints.TCP4ServerEndpoint(reactor, 0, interface="127.0.0.1").listen(factory)

    ports = defer.gatherResults([listen(Server), listen(Untrusted)])
    ports.addCallback(lambda both: print(*(port.getHost().port for port in both), flush=True))
    return defer.Deferred()


task.react(main)
