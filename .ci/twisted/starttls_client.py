# The STARTTLS client of Twisted's documentation. Usage: starttls_client.py CERTIFICATES PORT [NAME]
#
# Its own are the authority, from the folder that the sample application made it in, the port, and the name that it expects
# (example.test if left out). How the connection ended goes to standard error.
import sys

from twisted.internet import defer, endpoints, protocol, ssl, task
from twisted.protocols.basic import LineReceiver
from twisted.python.filepath import FilePath


class StartTLSClient(LineReceiver):
    def connectionMade(self):
        self.sendLine(b"plain text")
        self.sendLine(b"STARTTLS")

    def lineReceived(self, line):
        print("received: ", line)
        if line == b"READY":
            self.transport.startTLS(self.factory.options)
            self.sendLine(b"secure text")
            self.transport.loseConnection()


@defer.inlineCallbacks
def main(reactor):
    factory = protocol.Factory.forProtocol(StartTLSClient)
    factory.noisy = False
    certData = FilePath(sys.argv[1]).child("dev-ca.pem").getContent()
    factory.options = ssl.optionsForClientTLS(
        sys.argv[3] if len(sys.argv) > 3 else "example.test", ssl.Certificate.loadPEM(certData)
    )
    endpoint = endpoints.HostnameEndpoint(reactor, "localhost", int(sys.argv[2]))
    startTLSClient = yield endpoint.connect(factory)

    done = defer.Deferred()

    def lost(reason):
        print(f"ended: {reason.type.__name__}", file=sys.stderr)
        done.callback(None)

    startTLSClient.connectionLost = lost
    yield done


if __name__ == "__main__":
    task.react(main)
