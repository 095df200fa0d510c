package io.mysimbdp.bulk.writer;

import java.io.IOException;
import java.net.InetSocketAddress;
import org.apache.cassandra.locator.InetAddressAndPort;
import org.apache.cassandra.net.OutboundConnectionSettings;
import org.apache.cassandra.streaming.StreamingChannel;
import org.apache.cassandra.streaming.async.NettyStreamingChannel;
import org.apache.cassandra.streaming.async.NettyStreamingConnectionFactory;

/**
 * Connects to nodes at the addresses that they are known by. Without this it would be looked up in
 * tables of the server, which this process has none of, whether they prefer another one.
 */
final class NodeConnections extends NettyStreamingConnectionFactory {

  @Override
  public NettyStreamingChannel create(
      InetSocketAddress to, int messagingVersion, StreamingChannel.Kind kind) throws IOException {
    InetAddressAndPort node = InetAddressAndPort.getByAddress(to);
    return connect(
        new OutboundConnectionSettings(node).withConnectTo(node), messagingVersion, kind);
  }

  @Override
  public StreamingChannel create(
      InetSocketAddress to,
      InetSocketAddress preferred,
      int messagingVersion,
      StreamingChannel.Kind kind)
      throws IOException {
    return create(to, messagingVersion, kind);
  }

  @Override
  public boolean supportsPreferredIp() {
    return false;
  }
}
