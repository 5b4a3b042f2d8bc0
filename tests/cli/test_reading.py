"""A comment in the terminal, as its reader meets it on GitHub."""

from app.cli.reading import as_read

COMMENT = """\
<!-- cowpath -->

#### New in the core: `cache`

One two three four five.

**Next step:** go on.<br><sub>[`main.tf:3`](https://example.org) · `rule-of-three`</sub>

<details><summary>Ready to paste</summary>

- hidden

<details><summary>Inner</summary>

```
hidden as well
```

</details>

</details>

- one
- two

```yaml
a:
  b: 1
```
"""


def test_folds_show_their_titles_and_the_rest_is_read_as_it_stands() -> None:
    assert as_read(COMMENT, 24, "| ").splitlines() == [
        "| New in the core:",
        "| `cache`",
        "|",
        "| One two three four",
        "| five.",
        "|",
        "| Next step: go on.",
        "| `main.tf:3` ·",
        "| `rule-of-three`",
        "|",
        "| ▸ Ready to paste",
        "|",
        "| - one",
        "|",
        "| - two",
        "|",
        "|     a:",
        "|       b: 1",
    ]
