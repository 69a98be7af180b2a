"""The language model in torch: MiniLM's layers and what is asked of them, as `train_language` trains it.

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

WIDE: Final = 384  #: numbers that a piece is told by
HEADS: Final = 12
LAYERS: Final = 6
LONGEST: Final = 512  #: pieces
POINTER: Final = 128  #: numbers by which a number and a time are matched
AS_LEARNED: Final = 1e-12  #: the layers' smallest spread


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
    def forward(_ctx: Any, asks: Any, keys: Any, tells: Any) -> Any:
        return heed(asks, keys, tells, 0.0)

    @staticmethod
    def symbolic(g: Any, asks: Any, keys: Any, tells: Any) -> Any:
        return g.op("com.microsoft::MultiHeadAttention", asks, keys, tells, num_heads_i=HEADS)


class Layer(nn.Module):  # type: ignore[misc]
    """A layer of BERT: what pieces tell each other, then what each makes of it."""

    def __init__(self) -> None:
        super().__init__()
        self.asked = nn.Linear(WIDE, 3 * WIDE)
        self.told = nn.Linear(WIDE, WIDE)
        self.told_norm = nn.LayerNorm(WIDE, eps=AS_LEARNED)
        self.wide = nn.Linear(WIDE, 4 * WIDE)
        self.narrow = nn.Linear(4 * WIDE, WIDE)
        self.norm = nn.LayerNorm(WIDE, eps=AS_LEARNED)

    def forward(self, x: Any, hidden: Any) -> Any:
        asks, keys, tells = self.asked(x).chunk(3, -1)
        heard = _Alone.apply(asks, keys, tells) if hidden is None else heed(asks, keys, tells, hidden)
        x = self.told_norm(x + self.told(heard))
        return self.norm(x + self.narrow(F.gelu(self.wide(x))))


class Model(nn.Module):  # type: ignore[misc]
    """Of each number of a text: the sums for no figure and each metric, a part, and each time near by."""

    def __init__(self, words: int) -> None:
        super().__init__()
        self.words = nn.Embedding(words, WIDE)
        self.places = nn.Embedding(LONGEST, WIDE)
        self.marks = nn.Embedding(2, WIDE)
        self.norm = nn.LayerNorm(WIDE, eps=AS_LEARNED)
        self.layers = nn.ModuleList(Layer() for _layer in range(LAYERS))
        self.number = nn.Linear(2 * WIDE, WIDE)
        self.answer = nn.Linear(WIDE, 1 + len(METRICS) + 1)
        self.asks = nn.Linear(WIDE, POINTER)
        self.time = nn.Linear(2 * WIDE, POINTER)
        self.no_time = nn.Parameter(torch.zeros(POINTER))
        self.drop = nn.Dropout(0.1)

    def forward(self, pieces: Any, marks: Any, hidden: Any, numbers: Any, times: Any) -> tuple[Any, Any]:
        """`hidden`: what is added to hide the padding of shorter texts; None for a text by itself. `numbers`,
        `times`: rows of text, first and last piece. The last column of the second result is
        that no time is meant; times of other texts are as good as impossible."""
        x = self.words(pieces) + self.places.weight[: pieces.shape[1]] + self.marks(marks)
        x = self.drop(self.norm(x))
        for layer in self.layers:
            x = layer(x, hidden)
        number = self.drop(F.gelu(self.number(self.drop(self._ends(x, numbers)))))
        named = torch.cat([self.time(self._ends(x, times)), self.no_time[None].to(x.dtype)])
        likeness = (self.asks(number) @ named.transpose(0, 1)) / math.sqrt(POINTER)
        return self.answer(number), likeness

    @staticmethod
    def _ends(x: Any, spots: Any) -> Any:
        return torch.cat([x[spots[:, 0], spots[:, 1]], x[spots[:, 0], spots[:, 2]]], -1)

    def begin(self, learned: Mapping[str, Any]) -> None:
        """Takes over what MiniLM has learned. Words and places stay as they are learned there."""
        with torch.no_grad():
            self.words.weight.copy_(learned["embeddings.word_embeddings.weight"])
            self.places.weight.copy_(learned["embeddings.position_embeddings.weight"])
            kind = learned["embeddings.token_type_embeddings.weight"][:1]
            self.marks.weight.copy_(kind.repeat(2, 1))
            self.marks.weight[1] += torch.randn(WIDE) * 0.02
            _copy(self.norm, learned, "embeddings.LayerNorm")
            for i, layer in enumerate(self.layers):
                own = f"encoder.layer.{i}"
                for kind_of in ("weight", "bias"):
                    parts = [
                        learned[f"{own}.attention.self.{name}.{kind_of}"]
                        for name in ("query", "key", "value")
                    ]
                    getattr(layer.asked, kind_of).copy_(torch.cat(parts))
                _copy(layer.told, learned, f"{own}.attention.output.dense")
                _copy(layer.told_norm, learned, f"{own}.attention.output.LayerNorm")
                _copy(layer.wide, learned, f"{own}.intermediate.dense")
                _copy(layer.narrow, learned, f"{own}.output.dense")
                _copy(layer.norm, learned, f"{own}.output.LayerNorm")
        self.words.weight.requires_grad = self.places.weight.requires_grad = False


def _copy(module: Any, learned: Mapping[str, Any], name: str) -> None:
    module.weight.copy_(learned[f"{name}.weight"])
    module.bias.copy_(learned[f"{name}.bias"])


class Shipped(nn.Module):  # type: ignore[misc]
    """The model as it is shipped: one text at a time, chances instead of sums."""

    def __init__(self, model: Model) -> None:
        super().__init__()
        self.model = model

    def forward(
        self, pieces: Any, marks: Any, number_first: Any, number_last: Any, time_first: Any, time_last: Any
    ) -> tuple[Any, Any, Any]:
        def spots(first: Any, last: Any) -> Any:
            return torch.stack([torch.zeros_like(first), first, last], 1)

        answer, likeness = self.model(
            pieces[None], marks[None], None, spots(number_first, number_last),
            spots(time_first, time_last),
        )  # fmt: skip
        return answer[:, :-1].softmax(-1), answer[:, -1].sigmoid(), likeness.softmax(-1)
