"""The language model in torch: MPNet's lower layers and what is asked of them, as `train_language` trains it.

Without torch, which only training needs, the type checker knows nothing of what these are made from.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any, Final

import torch
from torch import nn
from torch.nn import functional as F

from monitor.figures.sides import METRICS

WIDE: Final = 768  #: numbers that a piece is told by
HEADS: Final = 12
LAYERS: Final = 8  #: of twelve: the upper ones learned to sum up a sentence, which is not asked here
FIXED: Final = 2  #: layers that stay as they were learned
LONGEST: Final = 512  #: pieces
POINTER: Final = 128  #: numbers by which a number and what is said of it are matched
AS_LEARNED: Final = 1e-5  #: the layers' smallest spread
NO_SIZE: Final = 1e-6  #: added to a size, so that nothing is divided by 0
NEARNESS: Final = 32  #: kinds of distance between two pieces
EXACT: Final = 8  #: distances either way that are a kind by themselves
FAR: Final = 128  #: pieces; all that is further apart is one kind

#: pieces that MPNet has numbers of its own for; the number of any other is BERT's and four
ITS_OWN: Final = {"[CLS]": 0, "[SEP]": 2, "[MASK]": 30526}
AHEAD: Final = 4
FIRST_PLACE: Final = 2


def nearness(pieces: int) -> Any:
    """The kind of distance of every two pieces of a text: exact where near, by its logarithm further off
    (Raffel and others, 2020, as MPNet takes it over)."""
    at = torch.arange(pieces)
    apart = at[:, None] - at[None, :]
    half = NEARNESS // 2
    far = EXACT + (
        torch.log(apart.abs().clamp(min=1).float() / EXACT) / math.log(FAR / EXACT) * (half - EXACT)
    ).long().clamp(max=half - 1 - EXACT)
    return torch.where(apart.abs() < EXACT, apart.abs(), far) + half * (apart < 0)


def heed(asks: Any, keys: Any, tells: Any, hidden: Any) -> Any:
    """What each piece hears of the others, in so many voices. `hidden`: added to how much each is heeded."""
    texts, pieces, _wide = asks.shape
    asks, keys, tells = (
        one.view(texts, pieces, HEADS, WIDE // HEADS).transpose(1, 2) for one in (asks, keys, tells)
    )
    likeness = (asks @ keys.transpose(-1, -2)) / math.sqrt(WIDE // HEADS) + hidden
    return (likeness.softmax(-1) @ tells).transpose(1, 2).reshape(texts, pieces, WIDE)


class _Alone(torch.autograd.Function):  # type: ignore[misc]
    """The same for a text by itself: shipped as one step, which onnxruntime takes faster than its parts."""

    @staticmethod
    def forward(_ctx: Any, asks: Any, keys: Any, tells: Any, near: Any) -> Any:
        return heed(asks, keys, tells, near)

    @staticmethod
    def symbolic(g: Any, asks: Any, keys: Any, tells: Any, near: Any) -> Any:
        return g.op(
            "com.microsoft::MultiHeadAttention", asks, keys, tells, _nothing(g), _nothing(g), near,
            num_heads_i=HEADS,
        )  # fmt: skip


def _nothing(g: Any) -> Any:
    """An input that is left out."""
    found = g.op("prim::Constant")
    found.setType(torch._C.OptionalType.ofTensor())
    return found


class Evened(nn.Linear):  # type: ignore[misc]
    """A linear step that, in a text by itself, takes every piece to the same size first and back after it.

    It tells the same; but in eight-bit numbers one piece that is a hundred times as large as the others (the
    first of a text is) would leave them hardly any steps, and the chances off by 0.07 to 0.17 instead of 0.01
    to 0.02."""

    def forward(self, x: Any, alone: bool) -> Any:
        if not alone:
            return super().forward(x)
        size = x.abs().amax(-1, keepdim=True) + NO_SIZE
        return F.linear(x / size, self.weight) * size + self.bias


class Layer(nn.Module):  # type: ignore[misc]
    """A layer of BERT: what pieces tell each other, then what each makes of it."""

    def __init__(self) -> None:
        super().__init__()
        self.asked = Evened(WIDE, 3 * WIDE)
        self.told = Evened(WIDE, WIDE)
        self.told_norm = nn.LayerNorm(WIDE, eps=AS_LEARNED)
        self.wide = Evened(WIDE, 4 * WIDE)
        self.narrow = Evened(4 * WIDE, WIDE)
        self.norm = nn.LayerNorm(WIDE, eps=AS_LEARNED)

    def forward(self, x: Any, near: Any, alone: bool) -> Any:
        asks, keys, tells = self.asked(x, alone).chunk(3, -1)
        heard = _Alone.apply(asks, keys, tells, near) if alone else heed(asks, keys, tells, near)
        x = self.told_norm(x + self.told(heard, alone))
        return self.norm(x + self.narrow(F.gelu(self.wide(x, alone)), alone))


class Pointer(nn.Module):  # type: ignore[misc]
    """Which of some pieces a number is matched with; the last one stands for none of them."""

    def __init__(self, wide: int) -> None:
        super().__init__()
        self.asks = nn.Linear(WIDE, POINTER)
        self.keys = nn.Linear(wide, POINTER)
        self.none = nn.Parameter(torch.zeros(POINTER))

    def among(self, number: Any, found: Any) -> Any:
        """`found`: what is there for all numbers alike."""
        named = torch.cat([self.keys(found), self.none[None].to(found.dtype)])
        return (self.asks(number) @ named.transpose(0, 1)) / math.sqrt(POINTER)

    def within(self, number: Any, x: Any, texts: Any) -> Any:
        """All pieces of each number's own text."""
        asks, keys = self.asks(number), self.keys(x)
        likeness = (keys[texts] @ asks[:, :, None]).squeeze(-1)
        none = (asks * self.none.to(asks.dtype)).sum(-1)
        return torch.cat([likeness, none[:, None]], -1) / math.sqrt(POINTER)


class Model(nn.Module):  # type: ignore[misc]
    """Of each number of a text: the sums for no figure and each metric, a part; each time near by; each piece
    of the text as a word of who tells it, and of its place."""

    def __init__(self, words: int) -> None:
        super().__init__()
        self.words = nn.Embedding(words, WIDE)
        self.places = nn.Embedding(LONGEST, WIDE)
        self.near = nn.Embedding(NEARNESS, HEADS)
        self.norm = nn.LayerNorm(WIDE, eps=AS_LEARNED)
        self.layers = nn.ModuleList(Layer() for _layer in range(LAYERS))
        self.marks = nn.Embedding(2, WIDE)
        self.number = nn.Linear(2 * WIDE, WIDE)
        self.answer = nn.Linear(WIDE, 1 + len(METRICS) + 1)
        self.time = Pointer(2 * WIDE)
        self.speaker = Pointer(WIDE)
        self.place = Pointer(WIDE)
        self.drop = nn.Dropout(0.1)

    def forward(
        self, pieces: Any, marks: Any, hidden: Any, numbers: Any, times: Any
    ) -> tuple[Any, Any, Any, Any]:
        """`hidden`: what is added to hide the padding of shorter texts; None for a text by itself. `numbers`,
        `times`: rows of text, first and last piece. The last column of each result but the first is
        that none is meant; times of other texts are as good as impossible."""
        kinds = nearness(LONGEST).to(pieces.device)[: pieces.shape[1], : pieces.shape[1]]
        near = self.near(kinds).permute(2, 0, 1)[None]
        alone = hidden is None
        near = near if alone else (near + hidden).to(torch.get_autocast_dtype("cpu"))
        with torch.set_grad_enabled(False):
            x = self.norm(self.words(pieces) + self.places.weight[: pieces.shape[1]])
            for layer in self.layers[:FIXED]:
                x = layer(x, near, alone)
        x = self.drop(x + self.marks(marks))
        for layer in self.layers[FIXED:]:
            x = layer(x, near, alone)
        number = self.drop(F.gelu(self.number(self.drop(self._ends(x, numbers)))))
        when = self.time.among(number, self._ends(x, times))
        texts = numbers[:, 0]
        who, where = self.speaker.within(number, x, texts), self.place.within(number, x, texts)
        return self.answer(number), when, who, where

    @staticmethod
    def _ends(x: Any, spots: Any) -> Any:
        return torch.cat([x[spots[:, 0], spots[:, 1]], x[spots[:, 0], spots[:, 2]]], -1)

    def begin(self, learned: Mapping[str, Any], known: Mapping[str, int]) -> None:
        """Takes over what MPNet has learned. `known`: the pieces by our numbers. Words, places and the lowest
        layers stay as they are learned there."""
        with torch.no_grad():
            words = learned["embeddings.word_embeddings.weight"]
            self.words.weight.copy_(words[AHEAD : AHEAD + len(self.words.weight)])
            for piece, number in ITS_OWN.items():
                self.words.weight[known[piece]] = words[number]
            places = learned["embeddings.position_embeddings.weight"]
            self.places.weight.copy_(places[FIRST_PLACE : FIRST_PLACE + LONGEST])
            self.near.weight.copy_(learned["encoder.relative_attention_bias.weight"])
            self.marks.weight.zero_()
            self.marks.weight[1] += torch.randn(WIDE) * 0.02
            _copy(self.norm, learned, "embeddings.LayerNorm")
            for i, layer in enumerate(self.layers):
                own = f"encoder.layer.{i}"
                for kind_of in ("weight", "bias"):
                    parts = [learned[f"{own}.attention.attn.{name}.{kind_of}"] for name in "qkv"]
                    getattr(layer.asked, kind_of).copy_(torch.cat(parts))
                _copy(layer.told, learned, f"{own}.attention.attn.o")
                _copy(layer.told_norm, learned, f"{own}.attention.LayerNorm")
                _copy(layer.wide, learned, f"{own}.intermediate.dense")
                _copy(layer.narrow, learned, f"{own}.output.dense")
                _copy(layer.norm, learned, f"{own}.output.LayerNorm")
        fixed = [self.words, self.places, self.near, self.norm, *self.layers[:FIXED]]
        for one in fixed:
            one.requires_grad_(False)


def _copy(module: Any, learned: Mapping[str, Any], name: str) -> None:
    module.weight.copy_(learned[f"{name}.weight"])
    module.bias.copy_(learned[f"{name}.bias"])


class InBytes(nn.Module):  # type: ignore[misc]
    """Words in eight-bit numbers, each with a size of its own: the largest is ten times the usual one."""

    def __init__(self, words: Any) -> None:
        super().__init__()
        size = words.abs().amax(-1, keepdim=True).clamp(min=NO_SIZE) / 127
        self.register_buffer("size", size)
        self.register_buffer("parts", (words / size).round().to(torch.int8))

    def forward(self, pieces: Any) -> Any:
        return self.parts[pieces].float() * self.size[pieces]


class Shipped(nn.Module):  # type: ignore[misc]
    """The model as it is shipped: one text at a time, chances instead of sums. It takes the model over."""

    def __init__(self, model: Model) -> None:
        super().__init__()
        model.words = InBytes(model.words.weight.detach())
        self.model = model

    def forward(
        self, pieces: Any, marks: Any, number_first: Any, number_last: Any, time_first: Any, time_last: Any
    ) -> tuple[Any, Any, Any, Any, Any]:
        def spots(first: Any, last: Any) -> Any:
            return torch.stack([torch.zeros_like(first), first, last], 1)

        answer, when, who, where = self.model(
            pieces[None], marks[None], None, spots(number_first, number_last),
            spots(time_first, time_last),
        )  # fmt: skip
        return (
            answer[:, :-1].softmax(-1), answer[:, -1].sigmoid(), when.softmax(-1), who.softmax(-1),
            where.softmax(-1),
        )  # fmt: skip
