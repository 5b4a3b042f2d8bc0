"""Actions and extension points of Backstage modules."""

from builders import declared_by

from app.facts.surfaces import backstage_modules

MODULE = """\
export const deploy = () =>
  createTemplateAction<{ region: string }>({
    id: 'acme:deploy',
    description: 'Brings an app out',
    schema: {
      input: z.object({
        region: z.string().describe('Where to'),
        size: z.number({ description: 'How big' }).optional(),
      }),
    },
    async handler(ctx) {},
  });
export const build = createTemplateAction({
  id: 'acme:build',
  schema: { input: { type: 'object', properties: { image: { description: 'What' }, tag: {} } } },
});
export const queuePoint = createExtensionPoint<QueuePoint>({ id: 'queue.consumers' });
"""


def test_actions_inputs_and_extension_points_are_declared() -> None:
    found = declared_by(backstage_modules, "plugins/acme/src/module.ts", MODULE)
    assert {name: each.line for name, each in found.items()} == {
        "acme:deploy": 3, "acme:deploy.region": 7, "acme:deploy.size": 8, "acme:build": 14,
        "acme:build.image": 15, "acme:build.tag": 15, "queue.consumers": 17,
    }  # fmt: skip
    assert found["acme:deploy"].documentation == "Brings an app out"
    assert found["acme:deploy.region"].documentation == "Where to"
    assert found["acme:deploy.size"].documentation == "How big"
    assert found["acme:build.image"].documentation == "What"
    assert found["queue.consumers"].kind == "plugin_type"
