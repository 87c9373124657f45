"""Where uploads lie: in MEDIA_ROOT, or, once S3_BUCKET is set, in a bucket of S3-compatible storage (decision 23)."""

from typing import Any

from django.core.exceptions import ImproperlyConfigured
from environs import Env

FOLDER = "people.stores.FolderStore"
BUCKET = "people.buckets.BucketStore"


def storages_from(env: Env, *, is_demo: bool) -> dict[str, dict[str, Any]]:
    """The two storages of files, `default` and `evidence`. Raises ImproperlyConfigured for half a setting, and in
    production for a storage that is spoken to without TLS."""
    bucket = env.str("S3_BUCKET", "").strip()
    if not bucket:
        own = {"file_permissions_mode": 0o600}
        return {
            "default": {"BACKEND": FOLDER, "OPTIONS": own},
            # Evidence of incidents, in a folder of its own; no address leads there but one that asks who reads.
            "evidence": {"BACKEND": FOLDER, "OPTIONS": own | {"directory_permissions_mode": 0o700}},
        }
    options = _options(env, bucket, is_demo=is_demo)
    return {name: {"BACKEND": BUCKET, "OPTIONS": options} for name in ("default", "evidence")}


def _options(env: Env, bucket: str, *, is_demo: bool) -> dict[str, Any]:
    endpoint, region = env.str("S3_ENDPOINT", "").strip(), env.str("S3_REGION", "").strip()
    prefix = env.str("S3_PREFIX", "").strip().strip("/")
    key, secret = env.str("S3_ACCESS_KEY", ""), env.str("S3_SECRET_KEY", "")
    if not key or not secret:
        raise ImproperlyConfigured("S3_BUCKET is set, but S3_ACCESS_KEY and S3_SECRET_KEY are not both. Set all three.")
    if not endpoint and not region:
        raise ImproperlyConfigured("S3_BUCKET is set, but neither S3_ENDPOINT nor S3_REGION. Set where the bucket is.")
    if endpoint and not endpoint.startswith("https://") and not (is_demo and endpoint.startswith("http://")):
        raise ImproperlyConfigured("S3_ENDPOINT must begin with https:// in production: files would travel readable.")
    if any(part in {"", ".", ".."} for part in prefix.split("/") if prefix):
        raise ImproperlyConfigured("S3_PREFIX must be a plain name such as portal, or several with a slash between.")
    return {
        "bucket_name": bucket, "endpoint_url": endpoint or None, "region_name": region or "us-east-1",
        "access_key": key, "secret_key": secret, "location": prefix,
    }  # fmt: skip
