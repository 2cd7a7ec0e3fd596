# The STARTTLS server of Twisted's documentation. Usage: starttls_server.py CERTIFICATES
#
# Its own are the certificate, from the folder that the sample application made it in, and the port, which is printed first.
import sys

from twisted.internet import defer, endpoints, protocol, ssl, task
from twisted.protocols.basic import LineReceiver
from twisted.python.filepath import FilePath


class TLSServer(LineReceiver):
    def lineReceived(self, line):
        print("received: ", line, flush=True)
        if line == b"STARTTLS":
            print("-- Switching to TLS", flush=True)
            self.sendLine(b"READY")
            self.transport.startTLS(self.factory.options)


def main(reactor):
    certData = FilePath(sys.argv[1]).child("dev.pem").getContent()
    cert = ssl.PrivateCertificate.loadPEM(certData)
    factory = protocol.Factory.forProtocol(TLSServer)
    factory.noisy = False
    factory.options = cert.options()
    endpoint = endpoints.TCP4ServerEndpoint(reactor, 0, interface="127.0.0.1")
    endpoint.listen(factory).addCallback(lambda port: print(port.getHost().port, flush=True))
    return defer.Deferred()


if __name__ == "__main__":
    task.react(main)
