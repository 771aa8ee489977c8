package dev.muster.kubernetes;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import io.kubernetes.client.common.KubernetesObject;
import io.kubernetes.client.openapi.JSON;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1CronJob;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V1ServiceAccount;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.json.JSONException;
import org.skyscreamer.jsonassert.JSONAssert;
import org.skyscreamer.jsonassert.JSONCompareMode;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Objects of the Kubernetes API, read as strictly as its server reads them, or more so. */
final class ApiObject {
  private static final Map<String, Class<? extends KubernetesObject>> KINDS =
      Map.of(
          "v1 ConfigMap", V1ConfigMap.class,
          "v1 Service", V1Service.class,
          "v1 ServiceAccount", V1ServiceAccount.class,
          "apps/v1 Deployment", V1Deployment.class,
          "batch/v1 CronJob", V1CronJob.class);

  private static final Gson WITH_NULLS = new GsonBuilder().serializeNulls().create();

  private ApiObject() {}

  /**
   * The documents of a YAML text.
   *
   * @throws RuntimeException when one is of a kind that is not expected, lacks a field that must be
   *     there, or has one that is unknown
   * @throws AssertionError when a value is of another type than its field
   */
  static List<KubernetesObject> readAll(String yaml) {
    var documents = new Load(LoadSettings.builder().build()).loadAllFromString(yaml);
    return StreamSupport.stream(documents.spliterator(), false)
        .map(document -> read(WITH_NULLS.toJsonTree(document)))
        .toList();
  }

  private static KubernetesObject read(JsonElement written) {
    var object = JSON.getGson().fromJson(written, kindOf(written));
    // A quoted number is read as a number, a bare one as a text: neither comes back as it was.
    var understood = JSON.getGson().toJson(object);
    try {
      JSONAssert.assertEquals(written.toString(), understood, JSONCompareMode.STRICT_ORDER);
    } catch (JSONException e) {
      throw new IllegalArgumentException("this is no JSON object: " + written, e);
    }
    return object;
  }

  private static Class<? extends KubernetesObject> kindOf(JsonElement written) {
    var fields = written.getAsJsonObject();
    var kind = fields.get("apiVersion").getAsString() + " " + fields.get("kind").getAsString();
    var type = KINDS.get(kind);
    if (type == null) {
      throw new IllegalArgumentException("expected one of " + KINDS.keySet() + ", found " + kind);
    }
    return type;
  }
}
