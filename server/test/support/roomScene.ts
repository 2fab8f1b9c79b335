/*
 * Rooms without sockets: a test passes frames to them, and reads the frames that each member
 * receives.
 */
import { EventEmitter } from 'node:events'
import { Writable } from 'node:stream'
import type { Access, Identity, RoomId } from '@charrette/shared'
import { FRAME } from '@charrette/shared'
import * as decoding from 'lib0/decoding'
import { pino } from 'pino'
import { FORM, packLog } from '../../dist/ports/LogCopy.js'
import { BOUNDS, type Bounds } from '../../dist/rooms/bounds.js'
import { FlushScheduler } from '../../dist/rooms/delivery/FlushScheduler.js'
import { FrameBudget } from '../../dist/rooms/members/FrameBudget.js'
import { Member } from '../../dist/rooms/members/Member.js'
import { Throttle } from '../../dist/rooms/members/Throttle.js'
import { Room } from '../../dist/rooms/Room.js'
import type { DocStore, LogEntry } from '../../src/ports/DocStore.ts'

/** Creates a log in memory. */
function createMemoryLog() {
	const entries: LogEntry[] = []
	const none = async () => []
	const docStore: DocStore = {
		async append(batch) {
			entries.push(...structuredClone(batch))
		},
		startLog: async () => true,
		endLog: async () => {},
		load: async () => ({ updates: [], claims: [], quarantined: 0 }),
		copy: async () => packLog(entries.map(({ update }) => ({ form: FORM.update, bytes: update }))),
		claims: none,
		attributions: none,
		attributedSince: none,
		mergeAttributions: async () => {},
		list: none,
		compact: async () => {},
		close: async () => {},
	}
	return { docStore, entries }
}

/** Opens an empty room, whose server writes with the Yjs client id 1. */
export async function openRoom(bounds: Partial<Bounds> = {}, flushScheduler = new FlushScheduler()) {
	const log = createMemoryLog()
	let failure: unknown = null
	const room = new Room('board:b' as RoomId, 1, {
		docStore: log.docStore,
		bounds: { ...BOUNDS, ...bounds },
		log: pino({ level: 'silent' }),
		flushScheduler,
		now: () => 1000,
		compactor: { compact: async () => 0, hurry: () => {} },
		onFailed: (failed) => {
			failure = failed
		},
	})
	room.doc.clientID = 1
	await room.loaded
	return { room, entries: log.entries, failure: () => failure }
}
export type RoomScene = Awaited<ReturnType<typeof openRoom>>

/** A member, with the frames that it has received. */
export interface SeatedMember {
	member: Member
	frames: Uint8Array[]
	closed(): number | null
	receive(frame: Uint8Array): void
}

export function enterRoom({ room }: RoomScene, identity: Identity, access: Access): SeatedMember {
	const frames: Uint8Array[] = []
	let code: number | null = null
	const socket = Object.assign(new EventEmitter(), {
		ping: () => {},
		pause: () => {},
		resume: () => {},
		terminate: () => {},
		close(given: number) {
			code = given
		},
	})
	const stream = new Writable({
		write(chunk: Buffer, _encoding, done) {
			frames.push(...framesIn(chunk))
			done()
		},
	})
	const { participant, role } = identity
	const member = new Member(socket as never, stream as never, {
		bounds: BOUNDS,
		budget: new FrameBudget(BOUNDS),
		throttle: new Throttle(BOUNDS),
		identity,
		token: '',
		person: { participant, name: '', city: '', role, colour: '#000000' },
		access,
		stateFormat: 'step2',
		readsChanges: false,
		skipsOwnFrames: false,
		room: room.delivery,
		onLeft: () => {},
	})
	room.delivery.join(member)
	return { member, frames, closed: () => code, receive: (frame) => room.delivery.receive(member, frame) }
}

/** Returns the WebSocket frames in these bytes, which a server does not mask. */
function framesIn(bytes: Buffer): Uint8Array[] {
	const frames: Uint8Array[] = []
	for (let at = 0; at < bytes.length; ) {
		const short = (bytes[at + 1] as number) & 127
		const start = at + (short < 126 ? 2 : short === 126 ? 4 : 10)
		const length =
			short < 126 ? short : short === 126 ? bytes.readUInt16BE(at + 2) : Number(bytes.readBigUInt64BE(at + 2))
		frames.push(new Uint8Array(bytes.subarray(start, start + length)))
		at = start + length
	}
	return frames
}

/** Returns the nacks among these frames: the number of the nacked frame, and the reason. */
export function nacksIn(frames: readonly Uint8Array[]): string[] {
	return frames
		.filter((frame) => frame[0] === FRAME.nack)
		.map((frame) => {
			const decoder = decoding.createDecoder(frame.subarray(1))
			return `${decoding.readVarUint(decoder)} ${decoding.readVarString(decoder)}`
		})
}
