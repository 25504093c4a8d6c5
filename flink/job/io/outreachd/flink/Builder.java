package io.outreachd.flink;

/** A builder that is known by name only, of a library that the job is not compiled against. */
final class Builder {
    private final Object builder;

    private Builder(Object builder) {
        this.builder = builder;
    }

    static Builder of(String type) {
        try {
            return new Builder(type(type).getMethod("builder").invoke(null));
        } catch (ReflectiveOperationException error) {
            throw new IllegalStateException(type + " is not as it is expected", error);
        }
    }

    static Class<?> type(String name) {
        try {
            return Class.forName(name, true, Thread.currentThread().getContextClassLoader());
        } catch (ClassNotFoundException error) {
            throw new IllegalStateException("its jar has to lie in Flink's lib/: " + name, error);
        }
    }

    Builder set(String method, Class<?> type, Object value) {
        return new Builder(call(method, new Class<?>[] {type}, value));
    }

    Object build() {
        return call("build", new Class<?>[0]);
    }

    private Object call(String method, Class<?>[] types, Object... values) {
        try {
            return builder.getClass().getMethod(method, types).invoke(builder, values);
        } catch (ReflectiveOperationException error) {
            throw new IllegalStateException(builder.getClass().getName() + "." + method + " failed", error);
        }
    }
}
