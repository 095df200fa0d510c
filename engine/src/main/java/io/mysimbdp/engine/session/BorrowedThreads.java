package io.mysimbdp.engine.session;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.CqlSessionBuilder;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import com.datastax.oss.driver.api.core.context.DriverContext;
import com.datastax.oss.driver.api.core.session.ProgrammaticArguments;
import com.datastax.oss.driver.internal.core.context.DefaultDriverContext;
import com.datastax.oss.driver.internal.core.context.InternalDriverContext;
import com.datastax.oss.driver.internal.core.context.NettyOptions;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.netty.util.Timer;
import io.netty.util.concurrent.EventExecutorGroup;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.GlobalEventExecutor;

/** The threads of one session, for others that must be closed before it. */
final class BorrowedThreads implements NettyOptions {

  private final NettyOptions lender;

  private BorrowedThreads(NettyOptions lender) {
    this.lender = lender;
  }

  /** Makes the builder of a session that has no threads of its own. */
  static CqlSessionBuilder builder(CqlSession lender) {
    NettyOptions threads =
        new BorrowedThreads(((InternalDriverContext) lender.getContext()).getNettyOptions());
    return new CqlSessionBuilder() {
      @Override
      protected DriverContext buildContext(
          DriverConfigLoader loader, ProgrammaticArguments arguments) {
        return new DefaultDriverContext(loader, arguments) {
          @Override
          protected NettyOptions buildNettyOptions() {
            return threads;
          }
        };
      }
    };
  }

  @Override
  public EventLoopGroup ioEventLoopGroup() {
    return lender.ioEventLoopGroup();
  }

  @Override
  public Class<? extends Channel> channelClass() {
    return lender.channelClass();
  }

  @Override
  public EventExecutorGroup adminEventExecutorGroup() {
    return lender.adminEventExecutorGroup();
  }

  @Override
  public ByteBufAllocator allocator() {
    return lender.allocator();
  }

  @Override
  public void afterBootstrapInitialized(Bootstrap bootstrap) {
    lender.afterBootstrapInitialized(bootstrap);
  }

  @Override
  public void afterChannelInitialized(Channel channel) {
    lender.afterChannelInitialized(channel);
  }

  @Override
  public Future<Void> onClose() {
    // The threads go on for the others.
    return GlobalEventExecutor.INSTANCE.newSucceededFuture(null);
  }

  @Override
  public Timer getTimer() {
    return lender.getTimer();
  }
}
