import { statfs } from 'node:fs/promises'
import { ERROR_CODES, NACK_REASONS, ROLES } from '@charrette/shared'
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { Placement } from '../placement/Placement.ts'
import type { BackupSchedule } from '../ports/BackupSchedule.ts'
import type { Meter } from '../ports/Meter.ts'
import type { StorageHealth } from '../ports/StorageHealth.ts'
import type { RoomCounts } from '../rooms/countRooms.ts'
import type { Rooms } from '../rooms/Rooms.ts'
import type { ReadPool } from '../workshops/exports/ReadPool.ts'
import type { WorkerMetrics } from './workerMetrics.ts'

/** Sources that are read whenever the metrics are requested. */
interface MetricSources {
	rooms: Pick<Rooms, 'count'>
	readPool: Pick<ReadPool, 'count'>
	storageHealth: StorageHealth
	/** The workshops of this node; null for one process. */
	placement: Pick<Placement, 'lease'> | null
	/** Null if the server makes no backups by itself. */
	backups: Pick<BackupSchedule, 'read'> | null
	/** The folder whose disk is measured. */
	dataDir: string
}

/** The metrics of a process in the format of Prometheus (METRIC1). */
export interface Metrics {
	meter: Meter
	/** Counts an answer with an error status, by its code. */
	requestFailed(code: string): void
	/** Makes `text` read these sources, too. */
	observe(sources: MetricSources): void
	/**
	 * Returns the present metrics of all workers of this machine, and the content type of the format.
	 */
	text(): Promise<{ type: string; body: string }>
}

/** Upper bounds in seconds. An ack is due within some 30 ms, and late after a second. */
const ACK_BUCKETS_S = [0.002, 0.005, 0.01, 0.02, 0.03, 0.05, 0.1, 0.25, 0.5, 1, 5]
const ROOM_TYPES = ['workshop', 'board', 'private', 'practice'] as const

/**
 * Creates the metrics of a process, with those of Node (memory, event loop delay, garbage
 * collection). Labels have few values, all known beforehand: no ids, names, addresses or texts.
 * `workers` is set if this process is one of several workers.
 */
export function createMetrics(workers: WorkerMetrics | null = null): Metrics {
	const registry = new Registry()
	const registers = [registry]
	collectDefaultMetrics({ register: registry })
	const acked = new Counter({
		name: 'charrette_edits_acked_total',
		help: 'Updates of members that are durable',
		registers,
	})
	const ackSeconds = new Histogram({
		name: 'charrette_ack_seconds',
		help: 'From the first update of a tick until its acks are sent',
		buckets: ACK_BUCKETS_S,
		registers,
	})
	const refused = new Counter({
		name: 'charrette_frames_refused_total',
		help: 'Updates that were rejected and bytes that are no frame, by reason',
		labelNames: ['reason'],
		registers,
	})
	const logBytes = new Counter({ name: 'charrette_log_bytes_total', help: 'Bytes appended to logs', registers })
	const logRows = new Counter({ name: 'charrette_log_rows_total', help: 'Entries appended to logs', registers })
	const compactions = new Counter({
		name: 'charrette_compactions_total',
		help: 'Compactions of logs, by result',
		labelNames: ['result'],
		registers,
	})
	const requests = new Counter({
		name: 'charrette_requests_failed_total',
		help: 'HTTP requests that were answered with an error, by its code',
		labelNames: ['code'],
		registers,
	})
	// Counters start at 0, because Prometheus does not see the first increase of a counter that
	// appears with it.
	for (const reason of [...NACK_REASONS, 'badFrame']) refused.inc({ reason }, 0)
	for (const result of ['ok', 'failed']) compactions.inc({ result }, 0)
	for (const code of ERROR_CODES) requests.inc({ code }, 0)
	workers?.share(registry)
	return {
		meter: {
			acked(edits, ms) {
				acked.inc(edits)
				ackSeconds.observe(ms / 1000)
			},
			refused: (reason) => refused.inc({ reason }),
			appended(bytes) {
				logRows.inc()
				logBytes.inc(bytes)
			},
			compacted: (hasFailed) => compactions.inc({ result: hasFailed ? 'failed' : 'ok' }),
		},
		requestFailed: (code) => requests.inc({ code }),
		observe: (sources) => registerGauges(registry, sources),
		text: async () => ({ type: registry.contentType, body: await (workers ? workers.text() : registry.metrics()) }),
	}
}

function registerGauges(
	registry: Registry,
	{ rooms, readPool, storageHealth, placement, backups, dataDir }: MetricSources,
): void {
	const registers = [registry]
	// The counts are read once for all gauges of one answer.
	let counts: RoomCounts = rooms.count()
	new Gauge({
		name: 'charrette_rooms',
		help: 'Open rooms, by type',
		labelNames: ['type'],
		registers,
		collect() {
			counts = rooms.count()
			for (const type of ROOM_TYPES) this.set({ type }, counts.rooms.get(type) ?? 0)
		},
	})
	new Gauge({
		name: 'charrette_people',
		help: 'Pages that follow a workshop, by role',
		labelNames: ['role'],
		registers,
		collect() {
			for (const role of ROLES) this.set({ role }, counts.people.get(role) ?? 0)
		},
	})
	new Gauge({
		name: 'charrette_rooms_unwritten',
		help: 'Rooms with edits that wait for the disk',
		registers,
		collect() {
			this.set(counts.unwritten)
		},
	})
	new Gauge({
		name: 'charrette_heavy_reads',
		help: 'Exports, reports and archives, by state',
		labelNames: ['state'],
		registers,
		collect() {
			for (const [state, count] of Object.entries(readPool.count())) this.set({ state }, count)
		},
	})
	new Gauge({
		name: 'charrette_disk_free_bytes',
		help: 'Free space of the disk with the data folder',
		registers,
		async collect() {
			const { bavail, bsize } = await statfs(dataDir)
			this.set(bavail * bsize)
		},
	})
	new Gauge({
		name: 'charrette_storage_ok',
		help: '1 while the server can store',
		registers,
		async collect() {
			this.set((await storageHealth.problem()) === null ? 1 : 0)
		},
	})
	if (placement) registerPlacement(registry, placement)
	if (backups) registerBackups(registry, backups)
}

function registerPlacement(registry: Registry, placement: Pick<Placement, 'lease'>): void {
	const registers = [registry]
	new Gauge({
		name: 'charrette_placement_connected',
		help: '1 while this node shows others that it lives',
		registers,
		collect() {
			this.set(placement.lease.isConnected ? 1 : 0)
		},
	})
}

function registerBackups(registry: Registry, backups: Pick<BackupSchedule, 'read'>): void {
	const registers = [registry]
	new Gauge({
		name: 'charrette_backup_timestamp_seconds',
		help: 'When the newest backup was made; 0 before the first',
		registers,
		async collect() {
			this.set(((await backups.read())?.files[0]?.at ?? 0) / 1000)
		},
	})
	new Gauge({
		name: 'charrette_backup_failed',
		help: '1 if the last attempt at a backup failed',
		registers,
		async collect() {
			this.set((await backups.read())?.failure ? 1 : 0)
		},
	})
}
