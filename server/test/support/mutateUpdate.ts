import * as Y from 'yjs'
import type { Random } from './randomEdits.ts'
import type { RawBlock, RawItem, RawStruct } from './rawUpdate.ts'
import { rawUpdate } from './rawUpdate.ts'

type Id = [number, number]
type Deletes = [number, number, number][]

/**
 * Returns bytes with some of them changed, truncated, inserted, or followed by bytes of another
 * update.
 */
export function mutateBytes(bytes: Uint8Array, other: Uint8Array, random: Random): Uint8Array {
	const at = random.below(bytes.length + 1)
	const kind = random.below(4)
	if (kind === 0) return bytes.slice(0, at)
	if (kind === 1) return Uint8Array.from([...bytes.slice(0, at), ...other.slice(random.below(other.length + 1))])
	if (kind === 2) return Uint8Array.from([...bytes.slice(0, at), random.below(256), ...bytes.slice(at)])
	const flipped = Uint8Array.from(bytes)
	for (let i = 0; i <= random.below(4); i++) flipped[random.below(bytes.length)] = random.below(256)
	return flipped
}

/**
 * Values that mutations insert in wrong places: ids of the document, and names of roots and fields.
 */
interface MutationSource {
	random: Random
	id(): Id
	client(): number
}

const NAMES = ['records', 'meta', 'shape:kept', 'shape:x', 'text', 'props.kind', '__proto__', 'xy', '', 'type', 'wh']
const VALUES: readonly unknown[] = [
	undefined,
	null,
	1n,
	Number.NaN,
	'a',
	'arrow',
	'card',
	[1, 2],
	[Number.POSITIVE_INFINITY],
	{ a: 1 },
	{ constructor: {} },
	new Uint8Array(3),
	JSON.parse('{"__proto__":{"x":1}}'),
	JSON.parse('['.repeat(40) + ']'.repeat(40)),
	'x'.repeat(40_000),
]

function randomContent({ random }: MutationSource): Y.Item['content'] {
	const make = random.pick<() => Y.Item['content']>([
		() => new Y.ContentAny([random.pick(VALUES)]),
		() => new Y.ContentAny([random.pick(VALUES), 1, 'b']),
		() => new Y.ContentString(random.pick(['a', '🙂', '', 'x'.repeat(40_000)]) ?? ''),
		() => new Y.ContentDeleted(random.pick([0, 1, 5, 2 ** 40]) ?? 1),
		() => new Y.ContentType(random.pick([new Y.Map(), new Y.Text(), new Y.Array(), new Y.XmlText()]) ?? new Y.Map()),
		() => new Y.ContentBinary(Uint8Array.of(1, 2)),
		() => new Y.ContentEmbed({ a: 1 }),
		() => new Y.ContentFormat('bold', true),
		() => new Y.ContentDoc(new Y.Doc({ guid: 'g' })),
	])
	return (make as () => Y.Item['content'])()
}

/** Returns a mutation of an item. */
function mutateItem(item: RawItem, source: MutationSource): RawStruct {
	const { random } = source
	const { origin: _origin, rightOrigin: _right, ...alone } = item
	const mutate = random.pick<() => RawStruct>([
		() => ({ ...item, content: randomContent(source) }),
		() => ({ ...item, origin: source.id() }),
		() => ({ ...item, rightOrigin: source.id() }),
		() => ({ ...item, origin: source.id(), rightOrigin: source.id() }),
		() => ({ ...alone, parent: source.id(), key: random.pick(NAMES) ?? '' }),
		() => ({ ...alone, parent: random.pick(NAMES) ?? '', key: random.pick(NAMES) ?? '' }),
		() => ({ parent: source.id(), content: item.content }),
		() => ({ gone: random.pick([0, 1, 3, 2 ** 35]) ?? 1 }),
		() => ({ skip: random.below(4) }),
	])
	return (mutate as () => RawStruct)()
}

function toRaw(struct: ReturnType<typeof Y.decodeUpdate>['structs'][number]): RawStruct {
	if (struct instanceof Y.Skip) return { skip: struct.length }
	if (!(struct instanceof Y.Item)) return { gone: struct.length }
	const id = (of: unknown): Id => [(of as Y.ID).client, (of as Y.ID).clock]
	return {
		...(struct.origin ? { origin: id(struct.origin) } : {}),
		...(struct.rightOrigin ? { rightOrigin: id(struct.rightOrigin) } : {}),
		...(struct.parent
			? { parent: typeof struct.parent === 'string' ? (struct.parent as string) : id(struct.parent) }
			: {}),
		...(struct.parentSub === null ? {} : { key: struct.parentSub }),
		content: struct.content,
	}
}

/**
 * Returns an update with its ids, clocks, parents, contents or deletes changed, in well-formed
 * bytes.
 */
export function mutateStructure(update: Uint8Array, doc: Y.Doc, random: Random): Uint8Array {
	const clients = [...doc.store.clients.keys()]
	const client = () => random.pick([...clients, random.below(9), doc.clientID]) ?? 1
	const id = (): Id => {
		const of = client()
		return [of, random.below(Y.getState(doc.store, of) + 3)]
	}
	const source: MutationSource = { random, id, client }
	const decoded = Y.decodeUpdate(update)
	const blocks = new Map<number, RawBlock & { structs: RawStruct[] }>()
	for (const struct of decoded.structs) {
		const block = blocks.get(struct.id.client) ?? { client: struct.id.client, clock: struct.id.clock, structs: [] }
		block.structs.push(toRaw(struct))
		blocks.set(struct.id.client, block)
	}
	const raw = [...blocks.values()].map((block) => mutateBlock(block, source))
	const deletes: Deletes = []
	for (const [of, ranges] of decoded.ds.clients) for (const { clock, len } of ranges) deletes.push([of, clock, len])
	while (random.next() < 0.3) deletes.push([...id(), random.pick([0, 1, 2, 50, 2 ** 31]) ?? 1])
	if (random.next() < 0.05 && raw[0]) raw.push(raw[0])
	return rawUpdate(raw, deletes)
}

function mutateBlock(block: RawBlock, source: MutationSource): RawBlock {
	const { random } = source
	const structs = block.structs.map((struct) =>
		random.next() < 0.4 && 'content' in struct ? mutateItem(struct, source) : struct,
	)
	if (random.next() < 0.1) structs.splice(random.below(structs.length + 1), 0, structs[0] ?? { gone: 1 })
	const client = random.next() < 0.2 ? source.client() : block.client
	const shift = random.next() < 0.2 ? random.below(7) - 3 : 0
	return { client, clock: Math.max(0, block.clock + shift), structs }
}
