"""The encoder as PyTorch trains it: the lower layers of a pretrained transformer, and a CRF over morphemes on top."""

from __future__ import annotations

import tempfile
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from kg.extract.ko.encoder.pieces import LONGEST, Reading
from kg.extract.ko.encoder.source import WIDTH, Source

LAYERS = 9
"""Of twelve: the upper ones are for comparing texts, and cost a quarter of the time."""
FROZEN = 2
"""The lower layers stay as they are."""

_HEADS = 12
_INNER = 1536
_EPSILON = 1e-12
_NEVER = -1e4
"""What speaks for what cannot be."""


class Batch(NamedTuple):
    """Some sentences, filled up to the longest.

    Attributes:
        ids, tags, marks, firsts: as in `Reading`, one row a sentence.
        there: which pieces are there.
        counted: 1 for each morpheme that is there, else 0.
        labels: the number of each morpheme's label.
    """

    ids: Tensor
    tags: Tensor
    marks: Tensor
    firsts: Tensor
    there: Tensor
    counted: Tensor
    labels: Tensor


class Layer(nn.Module):
    """A layer of BERT."""

    def __init__(self) -> None:
        super().__init__()
        self.asked = nn.Linear(WIDTH, 3 * WIDTH)
        self.attended = nn.Linear(WIDTH, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, _EPSILON)
        self.widened = nn.Linear(WIDTH, _INNER)
        self.narrowed = nn.Linear(_INNER, WIDTH)
        self.last_norm = nn.LayerNorm(WIDTH, _EPSILON)

    def forward(self, known: Tensor, bias: Tensor) -> Tensor:
        """Return what is known of each piece after it looked at the others; `bias` keeps it from those not there."""
        sentences, length, _ = known.shape
        shape = sentences, length, 3, _HEADS, WIDTH // _HEADS
        query, key, value = self.asked(known).view(shape).permute(2, 0, 3, 1, 4).unbind(0)
        weights = torch.softmax(query @ key.transpose(2, 3) * (WIDTH // _HEADS) ** -0.5 + bias, -1)
        seen = (weights.to(value.dtype) @ value).transpose(1, 2).reshape(sentences, length, WIDTH)
        known = self.norm(known + self.attended(seen))
        return self.last_norm(known + self.narrowed(nn.functional.gelu(self.widened(known))))


class Network(nn.Module):
    """Tells how much speaks for each label at each morpheme."""

    def __init__(self, source: Source, pieces: Sequence[int], tags: int, marks: int, labels: Sequence[str]) -> None:
        """Begin as the pretrained encoder.

        Args:
            source: the pretrained encoder.
            pieces: the numbers of its pieces that are kept.
            tags: how many parts of speech there are.
            marks: how many marks of listed names there are.
            labels: the BIO labels in the order of the columns.
        """
        super().__init__()
        words = torch.from_numpy(source.words(pieces))
        places = torch.from_numpy(source.tensor("emb.pos", WIDTH)[:LONGEST].copy())
        self.register_buffer("words", words)
        self.register_buffer("places", places + torch.from_numpy(source.tensor("emb.type", WIDTH)[0].copy()))
        self.norm = nn.LayerNorm(WIDTH, _EPSILON).requires_grad_(False)
        _take(self.norm, source, "emb.ln")
        self.tags = nn.Parameter(torch.zeros(tags + 1, WIDTH))
        self.marks = nn.Parameter(torch.zeros(marks, WIDTH))
        self.layers = nn.ModuleList(_layer(source, number) for number in range(LAYERS))
        for layer in self.layers[:FROZEN]:
            layer.requires_grad_(False)
        self.dropout = nn.Dropout(0.1)
        self.head = nn.Linear(WIDTH, len(labels))
        self.between = nn.Parameter(torch.zeros(len(labels), len(labels)))
        self.edges = nn.Parameter(torch.zeros(2, len(labels)))
        never = [[_NEVER * (b.startswith("I-") and a[1:] != b[1:]) for b in labels] for a in labels]
        self.register_buffer("never", torch.tensor(never))
        first = [_NEVER * label.startswith("I-") for label in labels]
        self.register_buffer("never_first", torch.tensor([first, [0.0] * len(labels)]))

    def transitions(self) -> Tensor:
        """Return what speaks for one label after another."""
        return self.between + self.never

    def ends(self) -> Tensor:
        """Return what speaks for each label at the beginning and at the end of a sentence."""
        return self.edges + self.never_first

    def scores(self, ids: Tensor, tags: Tensor, marks: Tensor, firsts: Tensor, bias: Tensor) -> Tensor:
        """Return what speaks for each label at each morpheme of some sentences."""
        known = self.norm(self.words[ids] + self.places[: ids.shape[1]])
        for layer in self.layers[:FROZEN]:
            known = layer(known, bias)
        known = known + self.tags[tags] * (tags > 0)[..., None] + marks @ self.marks
        for layer in self.layers[FROZEN:]:
            known = layer(known, bias)
        places = firsts[:, :, None].expand(-1, -1, WIDTH)
        return self.head(self.dropout(known.gather(1, places)))

    def loss(self, batch: Batch) -> Tensor:
        """Return the mean over the morphemes of how improbable their labels are: a CRF's negative logarithm."""
        bias = torch.zeros(batch.there.shape).masked_fill(~batch.there, _NEVER)[:, None, None, :]
        with torch.autocast("cpu", dtype=torch.bfloat16):
            scores = self.scores(batch.ids, batch.tags, batch.marks, batch.firsts, bias)
        return self._improbability(scores.float(), batch).sum() / batch.counted.sum()

    def _improbability(self, scores: Tensor, batch: Batch) -> Tensor:
        """Return for each sentence the negative logarithm of the probability of its labels."""
        between, (first, last) = self.transitions(), self.ends()
        labels, counted = batch.labels, batch.counted
        steps = scores[:, 1:].gather(2, labels[:, 1:, None]).squeeze(2) + between[labels[:, :-1], labels[:, 1:]]
        ends = labels.gather(1, counted.sum(1, keepdim=True).long() - 1).squeeze(1)
        said = first[labels[:, 0]] + scores[:, 0].gather(1, labels[:, :1]).squeeze(1) + last[ends]
        said = said + (steps * counted[:, 1:]).sum(1)
        # All ways there are: the sum over labels before is a product of matrices of probabilities.
        highest = between.max()
        steps_after = (between - highest).exp()
        ways = first + scores[:, 0]
        for at in range(1, scores.shape[1]):
            most = ways.max(1, keepdim=True).values
            after = ((ways - most).exp() @ steps_after).clamp_min(1e-30).log() + most + highest + scores[:, at]
            ways = torch.where(counted[:, at : at + 1] > 0, after, ways)
        return torch.logsumexp(ways + last, 1) - said


def batch_of(readings: Sequence[Reading], labels: Sequence[Sequence[int]]) -> Batch:
    """Return some sentences and the numbers of their morphemes' labels as a batch."""
    count, length = len(readings), max(len(reading.ids) for reading in readings)
    width, units = readings[0].marks.shape[1], max(map(len, labels))
    ids, tags = (np.zeros((count, length), np.int64) for _ in range(2))
    marks, there = np.zeros((count, length, width), np.float32), np.zeros((count, length), bool)
    firsts, numbers = (np.zeros((count, units), np.int64) for _ in range(2))
    counted = np.zeros((count, units), np.float32)
    for row, (reading, known) in enumerate(zip(readings, labels, strict=True)):
        size, own = len(reading.ids), len(known)
        ids[row, :size], tags[row, :size], marks[row, :size] = reading.ids, reading.tags, reading.marks
        there[row, :size] = True
        firsts[row, :own], numbers[row, :own], counted[row, :own] = reading.firsts, known, 1
    return Batch(*map(torch.from_numpy, (ids, tags, marks, firsts, there, counted, numbers)))


class _Sentence(nn.Module):
    """The network as it is used: for one sentence, of which every piece is there."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, ids: Tensor, tags: Tensor, marks: Tensor, firsts: Tensor) -> Tensor:
        """Return what speaks for each label at each morpheme."""
        scores: Tensor = self.network.scores(ids[None], tags[None], marks[None], firsts[None], torch.zeros(1))[0]
        return scores


def exported(network: Network) -> bytes:
    """Return the network for one sentence as an ONNX model with 8-bit weights.

    What narrows a layer sees numbers of very different sizes: its weights have a factor for every 128, and so have the
    numbers that come in. All else has one for each column.
    """
    import onnx
    from onnxruntime.quantization import QuantType, quantize_dynamic
    from onnxruntime.quantization.matmul_nbits_quantizer import MatMulNBitsQuantizer
    from onnxruntime.quantization.shape_inference import quant_pre_process

    sizes = {"ids": "pieces", "tags": "pieces", "marks": "pieces", "firsts": "morphemes", "scores": "morphemes"}
    example = (
        torch.arange(9),
        torch.zeros(9, dtype=torch.long),
        torch.zeros(9, network.marks.shape[0]),
        torch.arange(1, 8),
    )
    with tempfile.TemporaryDirectory() as place, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # each of the three says that there is a newer way
        whole, plain, small = (str(Path(place) / name) for name in ("whole.onnx", "plain.onnx", "small.onnx"))
        torch.onnx.export(
            _Sentence(network).eval(),
            example,
            whole,
            input_names=list(Reading._fields),
            output_names=["scores"],
            dynamic_axes={name: {0: size} for name, size in sizes.items()},
            opset_version=17,
            dynamo=False,
        )
        quant_pre_process(whole, plain, skip_symbolic_shape=True)
        model = onnx.load(plain)
        others = [n.name for n in model.graph.node if n.op_type == "MatMul" and "narrowed" not in n.name]
        blocks = MatMulNBitsQuantizer(
            model, bits=8, block_size=128, is_symmetric=True, accuracy_level=4, nodes_to_exclude=others
        )
        blocks.process()
        blocks.model.save_model_to_file(plain)
        quantize_dynamic(
            plain,
            small,
            per_channel=True,
            weight_type=QuantType.QInt8,
            op_types_to_quantize=["MatMul", "Gather"],
            extra_options={"MatMulConstBOnly": True},
        )
        return Path(small).read_bytes()


def _layer(source: Source, number: int) -> Layer:
    """Return a layer of the pretrained encoder."""
    layer = Layer()
    name = f"l{number}"
    with torch.no_grad():
        for module_part, suffix in ((layer.asked.weight, "w"), (layer.asked.bias, "b")):
            parts = [source.tensor(f"{name}.{part}.{suffix}").reshape(-1) for part in "qkv"]
            module_part.copy_(_shaped(np.concatenate(parts), module_part))
    named = {"ao": layer.attended, "aln": layer.norm, "fi": layer.widened, "fo": layer.narrowed, "oln": layer.last_norm}
    for part, module in named.items():
        _take(module, source, f"{name}.{part}")
    return layer


def _take(module: Any, source: Source, name: str) -> None:
    """Give a module the weights of that name."""
    with torch.no_grad():
        module.weight.copy_(_shaped(source.tensor(f"{name}.w"), module.weight))
        module.bias.copy_(_shaped(source.tensor(f"{name}.b"), module.bias))


def _shaped(array: NDArray[np.float32], like: Tensor) -> Tensor:
    return torch.from_numpy(array.reshape(tuple(like.shape)).copy())
