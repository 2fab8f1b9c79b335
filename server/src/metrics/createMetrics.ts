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
	/** Counts a request to the translator, by its result. */
	translated(result: string, characters: number, ms: number): void
	/** Counts a delivery to the host's webhook that has ended. */
	webhookCalled(state: 'delivered' | 'failed'): void
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
	const counter = (name: string, help: string, ...labelNames: string[]) =>
		new Counter({ name, help, labelNames, registers })
	const acked = counter('charrette_edits_acked_total', 'Updates of members that are durable')
	const ackSeconds = new Histogram({
		name: 'charrette_ack_seconds',
		help: 'From the first update of a tick until its acks are sent',
		buckets: ACK_BUCKETS_S,
		registers,
	})
	const refused = counter(
		'charrette_frames_refused_total',
		'Updates that were rejected and bytes that are no frame, by reason',
		'reason',
	)
	const logBytes = counter('charrette_log_bytes_total', 'Bytes appended to logs')
	const logRows = counter('charrette_log_rows_total', 'Entries appended to logs')
	const compactions = counter('charrette_compactions_total', 'Compactions of logs, by result', 'result')
	const requests = counter(
		'charrette_requests_failed_total',
		'HTTP requests that were answered with an error, by its code',
		'code',
	)
	const translations = counter(
		'charrette_translation_requests_total',
		'Requests to the translator, by result',
		'result',
	)
	const translatedCharacters = counter(
		'charrette_translated_characters_total',
		'Characters that were sent to the translator',
	)
	const translationSeconds = counter('charrette_translation_seconds_total', 'Time that requests to the translator took')
	const webhooks = counter('charrette_webhook_deliveries_total', 'Deliveries to the webhook, by result', 'result')
	// Counters start at 0, because Prometheus does not see the first increase of a counter that
	// appears with it.
	for (const reason of [...NACK_REASONS, 'badFrame']) refused.inc({ reason }, 0)
	for (const result of ['ok', 'failed']) compactions.inc({ result }, 0)
	for (const result of ['delivered', 'failed']) webhooks.inc({ result }, 0)
	for (const code of ERROR_CODES) requests.inc({ code }, 0)
	for (const result of ['ok', 'badAnswer', 'busy', 'refused', 'timedOut', 'unreachable'])
		translations.inc({ result }, 0)
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
		translated(result, characters, ms) {
			translations.inc({ result })
			translatedCharacters.inc(characters)
			translationSeconds.inc(ms / 1000)
		},
		webhookCalled: (result) => webhooks.inc({ result }),
		observe: (sources) => registerGauges(registry, sources),
		text: async () => ({ type: registry.contentType, body: await (workers ? workers.text() : registry.metrics()) }),
	}
}

function registerGauges(
	registry: Registry,
	{ rooms, readPool, storageHealth, placement, backups, dataDir }: MetricSources,
): void {
	const registers = [registry]
	const byLabel = (name: string, help: string, label: string, read: () => Iterable<[value: string, count: number]>) =>
		new Gauge({
			name,
			help,
			labelNames: [label],
			registers,
			collect() {
				for (const [value, count] of read()) this.set({ [label]: value }, count)
			},
		})
	const gauge = (name: string, help: string, read: () => number | Promise<number>) =>
		new Gauge({
			name,
			help,
			registers,
			async collect() {
				this.set(await read())
			},
		})
	// The counts are read once for all gauges of one answer.
	let counts: RoomCounts = rooms.count()
	byLabel('charrette_rooms', 'Open rooms, by type', 'type', () => {
		counts = rooms.count()
		return ROOM_TYPES.map((type) => [type, counts.rooms.get(type) ?? 0])
	})
	byLabel('charrette_people', 'Pages that follow a workshop, by role', 'role', () =>
		ROLES.map((role) => [role, counts.people.get(role) ?? 0]),
	)
	gauge('charrette_rooms_unwritten', 'Rooms with edits that wait for the disk', () => counts.unwritten)
	byLabel('charrette_heavy_reads', 'Exports, reports and archives, by state', 'state', () =>
		Object.entries(readPool.count()),
	)
	gauge('charrette_disk_free_bytes', 'Free space of the disk with the data folder', async () => {
		const { bavail, bsize } = await statfs(dataDir)
		return bavail * bsize
	})
	gauge('charrette_storage_ok', '1 while the server can store', async () =>
		Number((await storageHealth.problem()) === null),
	)
	if (placement)
		gauge('charrette_placement_connected', '1 while this node shows others that it lives', () =>
			Number(placement.lease.isConnected),
		)
	if (!backups) return
	gauge(
		'charrette_backup_timestamp_seconds',
		'When the newest backup was made; 0 before the first',
		async () => ((await backups.read())?.files[0]?.at ?? 0) / 1000,
	)
	gauge('charrette_backup_failed', '1 if the last attempt at a backup failed', async () =>
		Number(Boolean((await backups.read())?.failure)),
	)
}
