package io.mysimbdp.engine.objectstore;

import io.mysimbdp.engine.config.StagingConfig;
import java.net.URI;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/** Makes clients of object stores. */
final class Clients {

  private static final Duration LONGEST_CONNECT = Duration.ofSeconds(10);
  private static final int ATTEMPTS = 3;

  private Clients() {}

  /**
   * Makes a client.
   *
   * @throws software.amazon.awssdk.core.exception.SdkException when neither the configuration nor
   *     the environment says which region it is for
   */
  static S3Client make(StagingConfig.Store config) {
    Duration connect =
        config.timeout().compareTo(LONGEST_CONNECT) < 0 ? config.timeout() : LONGEST_CONNECT;
    S3ClientBuilder builder =
        S3Client.builder()
            .httpClientBuilder(
                UrlConnectionHttpClient.builder()
                    .connectionTimeout(connect)
                    .socketTimeout(config.timeout()))
            .overrideConfiguration(
                each ->
                    each.retryStrategy(
                        AwsRetryStrategy.standardRetryStrategy().toBuilder()
                            .maxAttempts(ATTEMPTS)
                            .build()))
            .forcePathStyle(config.pathStyle())
            // What else is sent by itself, many stores beside AWS do not understand.
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED);
    StagingConfig.Login login = config.login();
    builder.credentialsProvider(
        login == null
            ? DefaultCredentialsProvider.builder().build()
            : StaticCredentialsProvider.create(
                AwsBasicCredentials.create(login.accessKey(), login.secretKey().reveal())));
    if (config.endpoint() != null) {
      builder.endpointOverride(URI.create(config.endpoint()));
    }
    if (config.region() != null) {
      builder.region(Region.of(config.region()));
    } else if (config.endpoint() != null) {
      builder.region(Region.US_EAST_1);
    }
    return builder.build();
  }
}
