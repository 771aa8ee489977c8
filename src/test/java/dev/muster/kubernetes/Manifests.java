package dev.muster.kubernetes;

import io.kubernetes.client.common.KubernetesObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The manifests as they are looked at: as they were written, or as they are applied. */
enum Manifests {
  /** The base's files. */
  WRITTEN {
    @Override
    List<KubernetesObject> objects() throws IOException {
      try (var files = Files.list(FOLDER.resolve("base"))) {
        var manifests =
            files.filter(file -> !file.endsWith("kustomization.yaml")).sorted().toList();
        var yaml = new StringBuilder();
        for (var manifest : manifests) {
          yaml.append("---\n").append(Files.readString(manifest));
        }
        return ApiObject.readAll(yaml.toString());
      }
    }
  },

  /** The base as kustomize puts it together. */
  BASE {
    @Override
    List<KubernetesObject> objects() throws IOException, InterruptedException {
      return ApiObject.readAll(Kustomize.build(FOLDER.resolve("base")));
    }
  },

  /** The example of a company. */
  OVERLAY {
    @Override
    List<KubernetesObject> objects() throws IOException, InterruptedException {
      return ApiObject.readAll(Kustomize.build(SHOP));
    }
  };

  static final Path FOLDER = Path.of("jobs/kubernetes");
  static final Path MONITORING = FOLDER.resolve("monitoring");
  static final Path SHOP = FOLDER.resolve("overlays/shop");

  /** All objects, each strictly read; without kustomize, the test is skipped if it is wanted. */
  abstract List<KubernetesObject> objects() throws IOException, InterruptedException;

  /** Those objects that are of a type. */
  static <T> List<T> of(Class<T> type, List<KubernetesObject> objects) {
    return objects.stream().filter(type::isInstance).map(type::cast).toList();
  }
}
