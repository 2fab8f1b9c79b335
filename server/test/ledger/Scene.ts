/* A workshop with one board, the people on it and their devices: where one story happens. */
import type { Access, Board, Identity, JoinResult, RoomId, Workshop } from '@charrette/shared'
import {
	accessTo,
	boardRoom,
	buildCard,
	mayWritePrivately,
	parseRoomId,
	privateRoom,
	putRecord,
} from '@charrette/shared'
import { type FacilitatorClient, join, openAsFacilitator, phaseOf } from '../support/call.ts'
import type { Random } from '../support/randomEdits.ts'
import { until } from '../support/until.ts'
import { Contents } from './actions.ts'
import { type Device, OwnDevice, type Seat, StockDevice } from './devices.ts'
import { Ledger } from './Ledger.ts'
import { MARKER } from './markers.ts'

const PEOPLE = ['Ana', 'Li', 'Awa', 'Mallory']

/** A workshop with its people. Mallory has a token, but no device. */
export class Scene {
	readonly ledger = new Ledger()
	/** The actions so far, in words. */
	readonly lines: string[] = []
	readonly contents = new Contents()
	readonly devices: Device[] = []
	/** The devices that are offline, and for how many more steps. */
	readonly away = new Map<Device, number>()
	readonly name: string
	readonly random: Random
	readonly origins: readonly string[]
	facilitator!: FacilitatorClient
	/** The workshop after the last command. */
	workshop!: Workshop
	board!: Board
	room!: RoomId
	people: JoinResult[] = []
	attacker!: JoinResult
	/** The id of the saved version of the board; null before there is one. */
	snapshot: string | null = null
	/** The ids of the phases: private writing, and one in which everybody edits the board. */
	phases = { write: '', open: '' }

	constructor(name: string, { random, origins }: { random: Random; origins: readonly string[] }) {
		this.name = name
		this.random = random
		this.origins = origins
	}

	/** Opens the workshop. Ana, Li and the facilitator use our client, Awa the stock provider. */
	async open(): Promise<void> {
		this.facilitator = await openAsFacilitator(this.origins[0] ?? '', { groups: 1 })
		for (const name of PEOPLE)
			this.people.push(await join(this.origins[0] ?? '', this.facilitator.opened.joinCode, name))
		this.attacker = this.people.pop() as JoinResult
		const [ana, li, awa] = this.people as [JoinResult, JoinResult, JoinResult]
		this.board = ana.board as Board
		this.room = boardRoom(this.board.id)
		this.phases = { write: await this.#addPhase('write', true), open: await this.#addPhase('cluster', false) }
		this.workshop = await this.facilitator.state()
		this.devices.push(
			new OwnDevice(this.ledger, this.seatOf(null)),
			new OwnDevice(this.ledger, this.seatOf(ana)),
			new OwnDevice(this.ledger, this.seatOf(li)),
			new StockDevice(this.ledger, this.seatOf(awa)),
		)
		await until(`${this.name} is open`, () => this.devices.every((device) => device.isOpen()))
		const marker = buildCard(MARKER.slice('shape:'.length), { x: 0, y: -900, index: 'a1' as never }, {})
		this.host.edit((records) => putRecord(records, marker))
	}

	/** Adds a phase; again, if a busy server has refused it. */
	async #addPhase(kind: string, isPrivate: boolean): Promise<string> {
		let phase: string | undefined
		await until(`${this.name} has the phase ${kind}`, async () => {
			const { body } = await this.facilitator.send({ type: 'phase.add', phase: phaseOf(kind, { isPrivate }) })
			phase = body.made
			return phase !== undefined
		})
		return String(phase)
	}

	/** The facilitator's device. */
	get host(): Device {
		return this.devices[0] as Device
	}

	/** The devices in the board's room; the others are in private rooms. */
	get onBoard(): Device[] {
		return this.devices.filter(({ seat }) => seat.room === this.room)
	}

	/** The place of a person's device on a node; null is the facilitator. */
	seatOf(person: JoinResult | null): Seat {
		const { token, workshop } = this.facilitator.opened
		return {
			name: person?.participant.name ?? 'the facilitator',
			origin: this.random.pick(this.origins) ?? '',
			workshop: workshop.id,
			board: this.board.id,
			room: this.room,
			token: person?.token ?? token,
			role: person ? 'participant' : 'facilitator',
			participant: person?.participant.id ?? null,
		}
	}

	/** Opens the private document of a person, who writes there from now on. */
	openPrivate(): void {
		const person = this.random.pick(this.people.slice(0, 2)) as JoinResult
		const room = privateRoom(this.board.id, person.participant.id)
		if (this.devices.some(({ seat }) => seat.room === room)) return
		this.devices.push(new OwnDevice(this.ledger, { ...this.seatOf(person), room }))
	}

	/** Runs a command of the facilitator. */
	readonly command = async (command: object): Promise<void> => {
		const { status } = await this.facilitator.send(command)
		this.say(`the facilitator: ${JSON.stringify(command)} (${status})`)
		this.workshop = await this.facilitator.state()
		for (const device of this.devices) this.#grant(device)
	}

	/** Sends a present client its access, as the workshop's socket does. */
	#grant(device: Device): void {
		if (this.away.has(device)) return
		const { room, participant } = device.seat
		const isPrivate = room !== this.room && participant !== null
		const isReadOnly = isPrivate && !mayWritePrivately(this.workshop, participant, this.board.id)
		device.setAccess(this.#accessOf(device), isReadOnly)
	}

	#accessOf({ seat: { room, role, participant, workshop } }: Device): Access {
		const parsed = parseRoomId(room)
		const identity: Identity = { workshop, role, participant }
		return parsed ? accessTo(parsed, identity, this.workshop) : 'none'
	}

	/** Restores the network of a device. */
	comeBack(device: Device): void {
		this.away.delete(device)
		device.network.restore()
		this.#grant(device)
		device.reconnect()
	}

	/** Waits until a device has its writes acked, unless it has view access only. */
	async isCurrent(device: Device): Promise<void> {
		if (this.#accessOf(device) !== 'edit') return
		const isDone = () => device.isOpen() && device.copy.pending.length === 0
		await until(`${this.name}: ${device.seat.name} is current in ${device.seat.room}`, isDone)
	}

	/** Waits until all present devices have their writes acked. */
	async settle(): Promise<void> {
		const present = this.devices.filter((device) => !this.away.has(device))
		await Promise.all(present.map((device) => this.isCurrent(device)))
	}

	/** Waits until the devices with a network have their writes acked. */
	readonly quiet = async (): Promise<void> => {
		const connected = this.devices.filter((device) => !this.away.has(device) && device.network.isUp)
		await Promise.all(connected.map((device) => this.isCurrent(device)))
	}

	/** Runs a task with a new member of the board, and waits until its writes are acked. */
	async asWitness(task: (witness: Device) => void | Promise<void>): Promise<void> {
		const witness = new StockDevice(this.ledger, { ...this.seatOf(null), name: 'a witness' })
		await until('the witness is synced', () => witness.isOpen())
		await task(witness)
		await until('the writes of the witness are acked', () => witness.copy.pending.length === 0)
		witness.close()
	}

	say(line: string): void {
		this.lines.push(line)
	}

	close(): void {
		for (const device of this.devices.splice(0)) {
			try {
				device.close()
			} catch (cause) {
				this.ledger.violations.push(`${device.seat.name} cannot leave: ${cause}`)
			}
		}
	}
}
