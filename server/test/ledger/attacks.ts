/*
 * The attacks of a member with a token of their own. They may edit the board as anybody; what they
 * send here is not an edit of theirs, and must change nothing for anybody else.
 */
import { FRAME, recordsOf } from '@charrette/shared'
import * as Y from 'yjs'
import type { Random } from '../support/randomEdits.ts'
import { openRaw, payloadOf } from '../support/rawClient.ts'
import { type RawItem, rawUpdate } from '../support/rawUpdate.ts'
import { until } from '../support/until.ts'

/** A request for everything, and an update of nothing. */
const EMPTY_STEP_1 = new Uint8Array([FRAME.sync, 0, 1, 0])
const EMPTY_UPDATE = Y.encodeStateAsUpdate(new Y.Doc())

interface Target {
	doc: Y.Doc
	/** A client id of somebody else, and the clock after its last content that the attacker knows. */
	victim: [client: number, clock: number]
	random: Random
}

type Attack = (target: Target) => Uint8Array | null

/** Junk fields of a record under a client id of somebody else. */
const claimFields: Attack = ({ doc, victim: [client, clock], random }) => {
	const parent = pickRecord(doc, random)
	if (!parent) return null
	const structs = Array.from({ length: 40 }, (_, index): RawItem => junkField(parent, `meta.junk${index}`))
	return rawUpdate([{ client, clock, structs }])
}

/** A junk value of a field that everybody uses, under a client id of somebody else. */
const claimPlace: Attack = ({ doc, victim: [client, clock], random }) => {
	const parent = pickRecord(doc, random)
	return parent && rawUpdate([{ client, clock, structs: [junkField(parent, 'xy', [-1, -1])] }])
}

/** GC structs in the place of somebody's next edits. */
const claimGone: Attack = ({ victim: [client, clock] }) => rawUpdate([{ client, clock, structs: [{ gone: 500 }] }])

/** Deletions of edits that somebody has not made yet. Nobody may write meanwhile (`quiet`). */
const deleteFuture: Attack = ({ victim: [client, clock] }) => rawUpdate([], [[client, clock, 1000]])

/** Content under ids that are reserved for the server. */
const useReserved: Attack = ({ doc, random }) => {
	const parent = pickRecord(doc, random)
	if (!parent) return null
	const client = 2 ** 32 + 9999 * 2 ** 20 + 7
	return rawUpdate([{ client, clock: 0, structs: [junkField(parent, 'xy', [-2, -2])] }])
}

/** A record under a reserved id, in the place of somebody's card. */
const replaceRecord: Attack = ({ doc, random }) => {
	const record = random.pick([...recordsOf(doc).keys()])
	if (!record) return null
	const client = 2 ** 32 + 9999 * 2 ** 20 + 8
	const content = new Y.ContentDeleted(1) as unknown as RawItem['content']
	return rawUpdate([{ client, clock: 0, structs: [{ parent: 'records', key: record, content }] }])
}

/** Everything that the server has sent, as a step 2 of one's own. */
const replay: Attack = ({ doc }) => Y.encodeStateAsUpdate(doc)

const ATTACKS: readonly (readonly [name: string, attack: Attack])[] = [
	['claims fields', claimFields],
	['claims a place', claimPlace],
	['claims structs that are gone', claimGone],
	['deletes what nobody has written yet', deleteFuture],
	['uses a reserved id', useReserved],
	['replaces a record under a reserved id', replaceRecord],
	['replays a step 2', replay],
]

function junkField([client, clock]: [number, number], key: string, value: unknown = 'junk'): RawItem {
	return { parent: [client, clock], key, content: new Y.ContentAny([value]) as unknown as RawItem['content'] }
}

function pickRecord(doc: Y.Doc, random: Random): [client: number, clock: number] | null {
	const item = random.pick([...recordsOf(doc).values()])?._item
	return item ? [item.id.client, item.id.clock] : null
}

/** The room to attack, and who attacks. */
export interface Attacker {
	url: string
	token: string
	random: Random
	/** Resolves once all edits of everybody who is connected are saved. */
	quiet: () => Promise<void>
}

/**
 * Joins, sends one attack and leaves. Returns the name of the attack. Resolves once the server has
 * answered it: with an ack, a refusal or a close.
 */
export async function attackAtRandom({ url, token, random, quiet }: Attacker): Promise<string> {
	const [name, attack] = random.pick(ATTACKS) as (typeof ATTACKS)[number]
	// The deletion of an edit that is on its way would be an honest one, which every member may send.
	if (attack === deleteFuture) await quiet()
	const attacker = await openRaw(url, token)
	const answers = () => attacker.frames.filter(([type]) => type === FRAME.ack || type === FRAME.nack).length
	const isAnswered = (count: number) => answers() >= count || attacker.closed() !== null
	const doc = new Y.Doc()
	recordsOf(doc)
	attacker.socket.send(EMPTY_STEP_1)
	attacker.sendStep2(EMPTY_UPDATE)
	await until('the attacker has joined', () => isAnswered(1))
	for (const payload of attacker.frames.map(payloadOf)) if (payload) Y.applyUpdate(doc, payload.update)
	const client = random.pick([...doc.store.clients.keys()]) ?? 1
	const update = attack({ doc, victim: [client, Y.getState(doc.store, client)], random })
	if (update) {
		const before = answers()
		if (random.next() < 0.8) attacker.sendStep2(update)
		else attacker.sendUpdate(update)
		await until('the attack is answered', () => isAnswered(before + 1))
	}
	attacker.socket.terminate()
	doc.destroy()
	return name
}
