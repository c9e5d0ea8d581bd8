#!/usr/bin/env bash
# Pins every dependency (make lock). Needs uv; nothing else does.
#
# run.txt   what onrecord needs: hashed
# test.txt  what `make test` needs on top: hashed, and the same versions
# peers.txt what lab.bench.beside measures beside onrecord, for an environment of its own: hashed
# audit.txt what `make audit` asks with, for an environment of its own: hashed
# train.txt what training needs: pinned but not hashed, and without the CUDA packages, because torch comes as
#           different files for CPU and GPU under one version, and each names its own CUDA packages exactly
set -euo pipefail
cd "$(dirname "$0")/.."
uv="${UV:-uv}"
compile() {
    "$uv" pip compile pyproject.toml --quiet --universal --python-version 3.11 --no-emit-index-url \
        --custom-compile-command 'make lock' "$@"
}
compile --generate-hashes ${UPGRADE:+--upgrade} --output-file requirements/run.txt
compile --generate-hashes --extra parquet --group test --constraint requirements/run.txt \
    --output-file requirements/test.txt
cuda=(cuda-bindings cuda-pathfinder cuda-toolkit triton)
for part in cublas cuda-cupti cuda-nvrtc cuda-runtime cudnn-cu13 cufft cufile curand cusolver cusparse \
    cusparselt-cu13 nccl-cu13 nvjitlink nvshmem-cu13 nvtx; do cuda+=("nvidia-$part"); done
compile --group train --constraint requirements/run.txt "${cuda[@]/#/--no-emit-package=}" \
    --output-file requirements/train.txt
for own in peers audit; do
    "$uv" pip compile "requirements/$own.in" --quiet --universal --python-version 3.11 --no-emit-index-url \
        --custom-compile-command 'make lock' --generate-hashes ${UPGRADE:+--upgrade} \
        --output-file "requirements/$own.txt"
done
