"""A small policy that shows the whole format; editors take their examples from it."""

SAMPLE = """\
title: a template changes and its users are not told how to follow
why: >-
  A template is copied, not linked. Teams that took it earlier learn of the change only from
  what is written here.
confidence: medium
enabled: true
mode: check-only
settings:
  where: {type: strings, default: ["templates/**"], about: Where the templates are.}
occasions:
  - when: change_kind != "docs"
    for_each: changed_paths.filter(p, under(p, settings.where))
    expect: pull_request.body.contains("Upgrading")
    advice:
      subject: "{{ each }}"
      title: "{{ each }} changes, and nothing says how to follow"
      next_step: Add a section **Upgrading** for the teams that already use this template.
      place: each
    silence:
      when: This is documentation alone.
      for_each: No template changes.
      expect: The description tells how to follow.
false_alarms: A change to comments or tests inside a template.
references: ["https://docs.example.org/how-we-version-templates"]
examples:
  - name: the base image of a template moves and nothing is said
    files: [{path: templates/service/Dockerfile, before: "FROM a:1", after: "FROM a:2"}]
    expect: advice
    subjects: [templates/service/Dockerfile]
    says: [how to follow]
  - name: the same with a note
    body: "Upgrading: rebuild once; nothing else changes."
    files: [{path: templates/service/Dockerfile, before: "FROM a:1", after: "FROM a:2"}]
    expect: silence
"""
