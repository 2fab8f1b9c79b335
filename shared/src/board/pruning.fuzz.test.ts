import { expect, it } from 'vitest'
import * as Y from 'yjs'
import { type Random, seededRandom } from '../domain/collections.ts'
import { documentOf, recordsOf } from './boardDocument.ts'
import { buildCard } from './buildRecords.ts'
import { dropPruned, pruneFields } from './pruning.ts'
import { putRecord } from './recordCodec.ts'

/** The seed of the first run. `SEED=…` repeats a run that failed. */
const SEED = Number(process.env['SEED'] ?? Date.now() % 1e6)
const RUNS = 100
const STEPS = 120
const CARDS = ['a', 'b', 'c']
const KEYS = ['xy', 'props.city', 'props.kind']

/** A copy of the document, and the updates that are on their way to it, in any order. */
interface Replica {
	doc: Y.Doc
	incoming: Uint8Array[]
}

function openReplicas(random: Random): Replica[] {
	const first = documentOf([])
	for (const id of CARDS) putRecord(recordsOf(first), buildCard(id, { x: 0, y: 0, index: 'a1' as never }, { text: id }))
	const replicas = [first, ...[1, 2, 3].map(() => documentOf([Y.encodeStateAsUpdate(first)]))].map((doc) => {
		doc.clientID = random(2 ** 32)
		return { doc, incoming: [] as Uint8Array[] }
	})
	for (const { doc } of replicas)
		doc.on('update', (update: Uint8Array, origin: unknown) => {
			if (origin !== 'replica') for (const other of replicas) if (other.doc !== doc) other.incoming.push(update)
		})
	return replicas
}

function edit(doc: Y.Doc, random: Random): void {
	const id = `shape:${CARDS[random(CARDS.length)]}`
	const key = KEYS[random(KEYS.length)] as string
	const records = recordsOf(doc)
	const action = random(12)
	if (action === 0) records.delete(id)
	else if (action === 1)
		putRecord(records, buildCard(id.slice(6), { x: 0, y: 0, index: 'a1' as never }, { text: `${random(10)}` }))
	else if (action === 2) records.get(id)?.delete(key)
	else records.get(id)?.set(key, random(1000))
}

function receive({ doc, incoming }: Replica, random: Random): void {
	const [update] = incoming.splice(random(incoming.length), 1)
	if (update) Y.applyUpdate(doc, update, 'replica')
}

function step(replica: Replica, random: Random): void {
	const action = random(10)
	if (action < 4) edit(replica.doc, random)
	else if (action < 8) receive(replica, random)
	else if (action === 8)
		pruneFields(replica.doc, 'pruning', { minOverwritten: 1 + random(2), maxFields: 1 + random(9) })
	else dropPruned(replica.doc, random(2) === 0 ? () => random(2) === 0 : undefined)
}

const contentOf = (doc: Y.Doc) => recordsOf(doc).toJSON()

function run(seed: number): void {
	const random = seededRandom(seed)
	const replicas = openReplicas(random)
	for (let count = 0; count < STEPS; count++) step(replicas[random(replicas.length)] as Replica, random)
	for (const replica of replicas) while (replica.incoming.length > 0) receive(replica, random)
	const [first, ...others] = replicas.map(({ doc }) => doc)
	const expected = contentOf(first as Y.Doc)
	const reloaded = replicas.map(({ doc }) => documentOf([Y.encodeStateAsUpdate(doc)]))
	for (const doc of [...others, ...reloaded]) expect(contentOf(doc), `seed ${seed}`).toEqual(expected)
}

it('[DOC8] replicas converge that edit, prune and drop at the same time, in seeded runs', () => {
	for (let seed = SEED; seed < SEED + RUNS; seed++) run(seed)
})
