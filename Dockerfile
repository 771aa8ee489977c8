# Muster as an image: docker build -t muster .
#
#   docker run --read-only --tmpfs /tmp -v muster-data:/data -v "$PWD/jobs:/jobs:ro" \
#     -e MUSTER_DATABASE_URL -e MUSTER_DATABASE_USERNAME -e MUSTER_DATABASE_PASSWORD -e SEGMENT_WRITE_KEY \
#     muster run /jobs/cart-reminder.yaml

FROM maven:3-eclipse-temurin-25 AS build
WORKDIR /build
COPY pom.xml ./
COPY src/main src/main
COPY sql sql
COPY jobs jobs
RUN mvn -q -B -ntp -Dmaven.test.skip=true -Dspotless.check.skip=true package \
    && java -Djarmode=tools -jar target/muster.jar extract --destination app \
    && java -Djarmode=tools -jar target/muster-serve.jar extract --destination app --force

FROM eclipse-temurin:25-jre
LABEL org.opencontainers.image.title="Muster" \
      org.opencontainers.image.description="Exports the users who did, or did not do, something to Twilio Segment" \
      org.opencontainers.image.licenses="Apache-2.0"

# What changes seldom comes first.
COPY --from=build /build/app/lib /opt/muster/app/lib
COPY --from=build /build/app/muster.jar /build/app/muster-serve.jar /opt/muster/app/
COPY --chmod=755 muster LICENSE /opt/muster/
# The memory that the container has is the program's; a MUSTER_JAVA_OPTIONS of one's own adds to this.
RUN echo -XX:MaxRAMPercentage=70 >/opt/muster/java.options \
    && ln -s /opt/muster/muster /usr/local/bin/muster \
    # The first launch prepares a faster start, which must be done by this very Java.
    && muster --version \
    && muster serve --help >/dev/null \
    && ls /opt/muster/app/*.aot \
    # For who has a shell in it.
    && mkdir -p /etc/bash_completion.d \
    && muster completion bash >/etc/bash_completion.d/muster \
    && echo '. /etc/bash_completion.d/muster' >>/etc/bash.bashrc \
    && mkdir /data \
    && chown 10001:10001 /data

# Paths in campaign files are relative to them, the default database is ./data: both are in /.
COPY jobs /jobs
COPY sql /sql
WORKDIR /
VOLUME /data
USER 10001:10001
ENTRYPOINT ["/opt/muster/muster"]
CMD ["--help"]
