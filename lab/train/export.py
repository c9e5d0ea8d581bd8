"""Export a checkpoint to the int8 ONNX model that the package carries.

`python -m lab.train.export lab/runs/accurate.pt --version VERSION [--name NAME] [--out DIR]`
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import tempfile
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.transformers import optimizer
from onnxruntime.transformers.fusion_options import FusionOptions
from torch import nn

from lab.train.network import HEADS, Deployed, Network
from lab.train.trainer import ENCODER, network_from

WEIGHTS = Path(__file__).parents[2] / "src" / "onrecord" / "models" / "weights"
UNTUNED = {"tag_bias": [0.0] * 7, "confidence": {"weights": {}, "floor": 0.0, "record": 1.0}}
"""Settings until `lab.train.calibrate` has fitted them; those of an earlier model are where it starts."""


def export(checkpoint: Path, out: Path, name: str, version: str, *, quantise: bool = True) -> None:
    """Write `NAME.onnx`, the tokenizer and `NAME.json` (version and SHA-256) to the folder `out`."""
    network = network_from(checkpoint)
    network.encoder.set_attn_implementation("eager")
    model = Deployed(network).eval()
    out.mkdir(parents=True, exist_ok=True)
    target = out / f"{name}.onnx"
    with tempfile.TemporaryDirectory() as folder:
        plain, fused = Path(folder) / "plain.onnx", Path(folder) / "fused.onnx"
        _trace(model, plain)
        _fuse(plain, fused, network)
        if quantise:
            # The heads are small and their scores are compared finely: they stay in float.
            heads = [
                n.name for n in onnx.load(fused).graph.node if n.op_type in ("MatMul", "Gemm") and _head(n)
            ]
            quantize_dynamic(
                fused,
                target,
                weight_type=QuantType.QInt8,
                per_channel=True,
                nodes_to_exclude=heads,
                extra_options={"DefaultTensorType": onnx.TensorProto.FLOAT},
            )
        else:
            shutil.copy(fused, target)
    shutil.copy(ENCODER / "tokenizer.json", out / "tokenizer.json")
    digest = hashlib.sha256(target.read_bytes()).hexdigest()
    about = out / f"{name}.json"
    settings = json.loads(about.read_text(encoding="utf-8"))["settings"] if about.exists() else UNTUNED
    card = {"name": name, "version": version, "sha256": digest, "settings": settings}
    about.write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")
    print(f"{target} {target.stat().st_size / 1e6:.1f} MB {digest[:12]}")


def _trace(model: nn.Module, path: Path) -> None:
    ids = torch.randint(1000, 2000, (1, 64))
    torch.onnx.export(
        model,
        (ids, torch.zeros_like(ids)),
        str(path),
        input_names=["ids", "shades"],
        output_names=list(HEADS),
        dynamic_axes={n: {1: "tokens"} for n in ("ids", "shades", *HEADS)},
        opset_version=17,
        dynamo=False,
    )


def _fuse(plain: Path, fused: Path, network: Network) -> None:
    config = network.encoder.config
    options = FusionOptions("bert")
    # The fused kernels are slower than what they replace: see decisions/0004.
    options.enable_skip_layer_norm = options.enable_bias_skip_layer_norm = options.enable_bias_gelu = False
    model = optimizer.optimize_model(
        str(plain),
        "bert",
        num_heads=config.num_attention_heads,
        hidden_size=config.hidden_size,
        optimization_options=options,
        opt_level=1,
    )
    print(model.get_fused_operator_statistics())
    model.save_model_to_file(str(fused))


def _head(node: onnx.NodeProto) -> bool:
    return "encoder" not in node.name and "Attention" not in node.name


def main() -> None:
    """Read the arguments and export."""
    parser = argparse.ArgumentParser(prog="python -m lab.train.export", description=__doc__)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("--name", default="accurate")
    parser.add_argument("--version", required=True)
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    parser.add_argument("--float", action="store_true", help="leave the weights in float32")
    arguments = parser.parse_args()
    export(
        arguments.checkpoint, arguments.out, arguments.name, arguments.version, quantise=not arguments.float
    )


if __name__ == "__main__":
    main()
