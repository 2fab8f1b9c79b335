/* Compares all copies of a story's documents with each other and with the ledger. */
import { isDeepStrictEqual } from 'node:util'
import type { BoardFile, RoomId } from '@charrette/shared'
import { messageAuthor, readBoard, recordsOf } from '@charrette/shared'
import * as Y from 'yjs'
import { call } from '../support/call.ts'
import { joinedAsStock } from '../support/stockClient.ts'
import { until } from '../support/until.ts'
import { audit } from './audit.ts'
import type { Device } from './devices.ts'
import type { Scene } from './Scene.ts'

/**
 * Enters a violation for each copy that is another than a new member's: those of the devices, and
 * the one that the server sends by HTTP. Then audits the ledger.
 */
export async function checkCopies(scene: Scene): Promise<void> {
	const { ledger, devices, room, facilitator } = scene
	const board = await commonCopy(scene, { room, token: facilitator.opened.token })
	const privates = new Map<string, Y.Doc>()
	for (const { seat } of devices) if (seat.room !== room) privates.set(seat.room, await commonCopy(scene, seat))
	for (const device of devices) ledger.violations.push(...(await checkDevice(device)))
	ledger.violations.push(...audit(ledger, { board, privates }), ...(await checkContent(scene, board)))
}

/** Returns the document of a room as new members get it, once all devices have the same. */
async function commonCopy(scene: Scene, { room, token }: { room: RoomId; token: string }): Promise<Y.Doc> {
	let fresh = new Y.Doc()
	const others = () => {
		const content = recordsOf(fresh).toJSON()
		return scene.devices.filter((device) => device.seat.room === room && !hasContent(device, content))
	}
	const isCommon = async () => {
		fresh = await freshCopy(scene, { room, token })
		return others().length === 0
	}
	await until('all copies are equal', isCommon).catch(() => {
		for (const { seat } of others()) scene.ledger.violations.push(`${seat.name} has another copy of ${room}`)
	})
	return fresh
}

function hasContent(device: Device, content: unknown): boolean {
	return device.isOpen() && isDeepStrictEqual(recordsOf(device.doc()).toJSON(), content)
}

/** Returns the document of a room as a new member gets it. */
async function freshCopy({ origins }: Scene, { room, token }: { room: RoomId; token: string }): Promise<Y.Doc> {
	const client = await joinedAsStock(`${(origins.at(-1) ?? '').replace('http', 'ws')}/sync`, room, token)
	const copy = new Y.Doc()
	recordsOf(copy)
	Y.applyUpdate(copy, Y.encodeStateAsUpdate(client.doc))
	client.leave()
	return copy
}

async function checkDevice(device: Device): Promise<string[]> {
	const found: string[] = []
	const { name, room } = device.seat
	const isSaved = () => device.badge() === 'saved' || device.badge() === 'refused'
	await until('all is saved', isSaved).catch(() => found.push(`${name} sees "${device.badge()}", but all is acked`))
	const { pendingStructs, pendingDs } = device.doc().store
	if (pendingStructs || pendingDs) found.push(`${name} waits for edits of ${room} that nobody sends`)
	return found
}

async function checkContent({ origins, board, facilitator, people }: Scene, doc: Y.Doc): Promise<string[]> {
	const { token } = facilitator.opened
	const names = new Map(people.map(({ participant }) => [participant.id as string, participant.name]))
	const workshop = await facilitator.state()
	const read = readBoard(
		doc,
		(id) => names.get(id),
		(message) => messageAuthor(workshop, message),
	)
	const content: unknown = JSON.parse(JSON.stringify(read))
	const found: string[] = []
	for (const origin of origins) {
		const isEqual = async () => {
			const { body } = await call(origin, `/api/boards/${board.id}/content`, { token })
			return isDeepStrictEqual(body, content)
		}
		await until('the content by HTTP is equal', isEqual).catch(() => found.push('the content by HTTP is another'))
	}
	return found
}

/** Enters a violation if the export of the board differs from its content. */
export async function checkExport({ origins, board, facilitator, ledger }: Scene): Promise<void> {
	const { token } = facilitator.opened
	const path = `${origins[0]}/api/boards/${board.id}`
	const { body: content } = await call(path, '/content', { token })
	const { status, body } = await call<BoardFile>(path, '/export?format=json', { token })
	if (status !== 200) throw new Error(`an export was answered with ${status}`)
	const { cards, links, clusters, images, coverage, threads } = body
	const shown = cards.map(({ votes, reactions, ...card }) => card)
	const exported = { cards: shown, links, clusters, images, coverage, ...(threads && { threads }) }
	if (!isDeepStrictEqual(exported, content)) ledger.violations.push('the export is another')
}
