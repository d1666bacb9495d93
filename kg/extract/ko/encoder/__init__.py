"""A pretrained encoder as a second witness of mentions: slower than the tagger alone, and nearer to the truth.

`pieces` cuts a sentence into what the encoder reads, `model` keeps it in one file and asks it. How it is trained stands
in `training`, `network` and `source`, which need PyTorch and are not needed to use it.
"""
