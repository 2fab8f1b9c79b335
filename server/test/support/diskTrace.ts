/**
 * The file operations of a process, read from the output of strace, and the files after a power
 * cut. A write is in the cache of the system. It is certain to be on the disk only once a sync that
 * began after the write has ended.
 */
import { basename } from 'node:path'

/** Options of strace: the calls to record, in full and as hexadecimal. */
export const TRACE_OPTIONS = [
	...['-f', '--seccomp-bpf', '-y', '-xx', '-s', '4000000'],
	...['-e', 'trace=pwrite64,write,fsync,fdatasync,ftruncate,unlink'],
]

type Change = { offset: number; bytes: Buffer } | { length: number }

/** One operation, in order. Files are named without their folder. */
export type DiskEvent =
	| { type: 'change'; file: string; change: Change }
	| { type: 'syncBegun' | 'syncEnded' | 'removed'; file: string }
	| { type: 'said'; text: string }

const fromHex = (escaped: string) => Buffer.from(escaped.replaceAll('\\x', ''), 'hex')
const nameOf = (escaped: string) => basename(fromHex(escaped).toString())

/** Parses the output of strace. */
export function readTrace(log: string): DiskEvent[] {
	const syncing = new Map<string, string>()
	const events: DiskEvent[] = []
	for (const line of log.split('\n')) {
		const [, pid = '', rest = ''] = /^(\d+) +(.*)$/.exec(line) ?? []
		const file = syncing.get(pid)
		if (file !== undefined && /^<\.\.\. f(data)?sync resumed>.*= 0$/.test(rest))
			events.push({ type: 'syncEnded', file })
		const event = readCall(rest)
		if (!event) continue
		events.push(event)
		if (event.type !== 'syncBegun') continue
		syncing.set(pid, event.file)
		if (rest.endsWith('= 0')) events.push({ type: 'syncEnded', file: event.file })
	}
	return events
}

function readCall(text: string): DiskEvent | null {
	const removed = /^unlink\("([^"]*)"/.exec(text)?.[1]
	if (removed !== undefined) return { type: 'removed', file: nameOf(removed) }
	const [, call, fd, path = '', more = ''] = /^(\w+)\((\d+)<([^>]*)>(.*)$/.exec(text) ?? []
	const file = nameOf(path)
	if (call === 'fsync' || call === 'fdatasync') return { type: 'syncBegun', file }
	if (call === 'ftruncate') return { type: 'change', file, change: { length: Number(/^, (\d+)/.exec(more)?.[1]) } }
	const bytes = fromHex(/"([^"]*)"/.exec(more)?.[1] ?? '')
	if (call === 'write' && fd === '1') return { type: 'said', text: bytes.toString() }
	if (call !== 'pwrite64') return null
	return { type: 'change', file, change: { offset: Number(/, \d+, (\d+)/.exec(more)?.[1]), bytes } }
}

/**
 * Returns the files after a power cut at the end of these events. `isKept` decides for each
 * unsynced sector whether it has reached the disk all the same, in any order.
 */
export function filesAfterPowerCut(events: readonly DiskEvent[], isKept: () => boolean): Map<string, Buffer> {
	const files = new Map<string, { durable: Buffer; unsynced: Change[]; syncing: number }>()
	const fileOf = (name: string) => {
		const file = files.get(name) ?? { durable: Buffer.alloc(0), unsynced: [], syncing: 0 }
		files.set(name, file)
		return file
	}
	for (const event of events) {
		if (event.type === 'said') continue
		if (event.type === 'removed') {
			files.delete(event.file)
			continue
		}
		const file = fileOf(event.file)
		if (event.type === 'change') file.unsynced.push(event.change)
		if (event.type === 'syncBegun') file.syncing = file.unsynced.length
		if (event.type === 'syncEnded') {
			file.durable = file.unsynced.splice(0, file.syncing).reduce(apply, file.durable)
			file.syncing = 0
		}
	}
	const found = [...files].map(([name, { durable, unsynced }]) => {
		const survivors = unsynced.flatMap(sectorsOf).filter(isKept)
		return [name, survivors.reduce(apply, durable)] as const
	})
	return new Map(found)
}

const SECTOR_BYTES = 512

function sectorsOf(change: Change): Change[] {
	if ('length' in change) return [change]
	const { offset, bytes } = change
	const count = Math.ceil(bytes.length / SECTOR_BYTES)
	return Array.from({ length: count }, (_, i) => {
		const part = bytes.subarray(i * SECTOR_BYTES, (i + 1) * SECTOR_BYTES)
		return { offset: offset + i * SECTOR_BYTES, bytes: part }
	})
}

function apply(file: Buffer, change: Change): Buffer {
	const end = 'length' in change ? change.length : change.offset + change.bytes.length
	const isLonger = end > file.length
	const next = isLonger ? Buffer.concat([file, Buffer.alloc(end - file.length)]) : file
	if ('length' in change) return isLonger ? next : Buffer.from(file.subarray(0, end))
	const written = isLonger ? next : Buffer.from(file)
	change.bytes.copy(written, change.offset)
	return written
}
