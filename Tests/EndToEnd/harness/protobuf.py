"""Reads the protobuf exposition with Google's decoder, from a description of the messages that is made here."""

from __future__ import annotations

from google.protobuf import descriptor_pb2, descriptor_pool, message_factory

PACKAGE = "io.prometheus.client"

# Message: its fields as (name, number, type); a type that is no scalar is a message, one with a `*` is repeated.
MESSAGES = {
    "Timestamp": [("seconds", 1, "int64"), ("nanos", 2, "int32")],
    "LabelPair": [("name", 1, "string"), ("value", 2, "string")],
    "Exemplar": [("label", 1, "LabelPair*"), ("value", 2, "double"), ("timestamp", 3, "Timestamp")],
    "Gauge": [("value", 1, "double")],
    "Counter": [("value", 1, "double"), ("exemplar", 2, "Exemplar"), ("created_timestamp", 3, "Timestamp")],
    "Quantile": [("quantile", 1, "double"), ("value", 2, "double")],
    "Summary": [("sample_count", 1, "uint64"), ("sample_sum", 2, "double"), ("quantile", 3, "Quantile*")],
    "Untyped": [("value", 1, "double")],
    "Bucket": [("cumulative_count", 1, "uint64"), ("upper_bound", 2, "double"), ("exemplar", 3, "Exemplar")],
    "BucketSpan": [("offset", 1, "sint32"), ("length", 2, "uint32")],
    "Histogram": [
        ("sample_count", 1, "uint64"), ("sample_sum", 2, "double"), ("bucket", 3, "Bucket*"), ("schema", 5, "sint32"),
        ("zero_threshold", 6, "double"), ("zero_count", 7, "uint64"), ("negative_span", 9, "BucketSpan*"),
        ("negative_delta", 10, "sint64*"), ("positive_span", 12, "BucketSpan*"), ("positive_delta", 13, "sint64*"),
        ("created_timestamp", 15, "Timestamp"), ("exemplars", 16, "Exemplar*"),
    ],
    "Metric": [
        ("label", 1, "LabelPair*"), ("gauge", 2, "Gauge"), ("counter", 3, "Counter"), ("summary", 4, "Summary"),
        ("untyped", 5, "Untyped"), ("timestamp_ms", 6, "int64"), ("histogram", 7, "Histogram"),
    ],
    "MetricFamily": [
        ("name", 1, "string"), ("help", 2, "string"), ("type", 3, "int32"), ("metric", 4, "Metric*"), ("unit", 5, "string"),
    ],
}

COUNTER, GAUGE, SUMMARY, UNTYPED, HISTOGRAM = range(5)


def _family_class():
    field_type = descriptor_pb2.FieldDescriptorProto
    file = descriptor_pb2.FileDescriptorProto(name="metrics.proto", package=PACKAGE, syntax="proto2")
    for name, fields in MESSAGES.items():
        message = file.message_type.add(name=name)
        for field_name, number, kind in fields:
            field = message.field.add(name=field_name, number=number)
            repeated = kind.endswith("*")
            kind = kind.rstrip("*")
            field.label = field_type.LABEL_REPEATED if repeated else field_type.LABEL_OPTIONAL
            if kind in MESSAGES:
                field.type, field.type_name = field_type.TYPE_MESSAGE, f".{PACKAGE}.{kind}"
            else:
                field.type = getattr(field_type, f"TYPE_{kind.upper()}")
    pool = descriptor_pool.DescriptorPool()
    pool.Add(file)
    return message_factory.GetMessageClass(pool.FindMessageTypeByName(f"{PACKAGE}.MetricFamily"))


MetricFamily = _family_class()


def parse(body: bytes) -> dict[str, object]:
    """The families of a delimited exposition by name."""
    families = {}
    while body:
        length = shift = used = 0
        while True:
            byte = body[used]
            used += 1
            length |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                break
        assert used + length <= len(body), "the exposition ends within a family"
        family = MetricFamily.FromString(body[used : used + length])
        assert family.name not in families, f"{family.name} comes twice"
        families[family.name] = family
        body = body[used + length :]
    return families


def native_buckets(histogram) -> dict[int, int]:
    """The counts of the exponential buckets by index."""
    counts, index, count, deltas = {}, 0, 0, list(histogram.positive_delta)
    for span in histogram.positive_span:
        index += span.offset
        for _ in range(span.length):
            count += deltas.pop(0)
            counts[index] = count
            index += 1
    assert not deltas, "more differences than the spans have buckets"
    return counts
