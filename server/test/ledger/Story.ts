/*
 * One story: the actions of people on a board, in the order of a seed. Its acts are separated by
 * faults of the server, which all stories of a batch share.
 */
import { createRandom, type Random, shuffle } from '../support/randomEdits.ts'
import { EDITS } from './actions.ts'
import { attackAtRandom } from './attacks.ts'
import { checkCopies, checkExport } from './checkCopies.ts'
import { COMMANDS } from './commands.ts'
import { Scene } from './Scene.ts'

const STEPS_AN_ACT = 9
/** A person who is away stays away for up to this many actions, about 100 s. */
const MAX_AWAY = 14

export class Story {
	readonly seed: number
	readonly #random: Random
	readonly #scene: Scene

	constructor(seed: number, origins: readonly string[]) {
		this.seed = seed
		this.#random = createRandom(seed)
		this.#scene = new Scene(`seed ${seed}`, { random: this.#random, origins })
	}

	/** Everything that broke the rule so far. */
	get violations(): readonly string[] {
		return this.#scene.ledger.violations
	}

	/** Returns the actions in words, and the writes of the records in these violations. */
	lines(violations: readonly string[]): string[] {
		return [...this.#scene.lines, ...this.#scene.ledger.describe(violations.join())]
	}

	async begin(): Promise<void> {
		await this.#scene.open()
		await this.#scene.settle()
	}

	/** Performs the next actions. */
	async act(): Promise<void> {
		for (let step = 0; step < STEPS_AN_ACT; step++) {
			await this.#step()
			this.#returnSome()
			if (this.#random.next() < 0.3) await new Promise((resolve) => setImmediate(resolve))
		}
	}

	/** Makes a few edits without waiting: the server is about to fail. */
	burst(): void {
		for (let edit = 0; edit < 4; edit++) this.#edit()
	}

	/** All devices lose their network, until `return`. */
	leave(): void {
		this.#scene.say('all leave, and the room closes')
		for (const device of this.#scene.devices) device.network.cut()
	}

	/** All devices that are not away come back, in any order; perhaps after an attack. */
	async return(): Promise<void> {
		const { devices, away } = this.#scene
		if (this.#random.next() < 0.4) await this.#attack()
		const present = devices.filter((device) => !away.has(device))
		for (const device of shuffle(present, this.#random)) {
			this.#scene.comeBack(device)
			if (this.#random.next() < 0.3) await this.#scene.isCurrent(device)
		}
	}

	/** Ends all absences, freezes and phases, and waits until everything is acked. */
	async finish(): Promise<void> {
		const scene = this.#scene
		await scene.command({ type: 'phase.goto', phase: scene.phases.open })
		await scene.command({ type: 'boards.freeze', frozen: false })
		for (const device of scene.devices) scene.comeBack(device)
		await scene.settle()
	}

	/** Compares the ledger and all copies, once everybody is connected. */
	async check(): Promise<void> {
		for (const device of this.#scene.devices) this.#scene.comeBack(device)
		await checkCopies(this.#scene)
	}

	/** Compares the export; one story after the other. */
	checkExport(): Promise<void> {
		return checkExport(this.#scene)
	}

	end(): void {
		this.#scene.close()
	}

	#step(): Promise<void> | void {
		const chance = this.#random.next()
		if (chance < 0.62) return this.#edit()
		if (chance < 0.72) return this.#leaveOne()
		if (chance < 0.76) return this.#reopenOne()
		if (chance < 0.84) return this.#settle()
		return chance < 0.89 ? this.#attack() : pickWeighted(COMMANDS, this.#random)[1](this.#scene)
	}

	#edit(): void {
		const { devices, away, contents } = this.#scene
		const device = this.#random.pick(devices.filter((one) => one.isOpen() && one.canWrite()))
		if (!device) return
		const [, name, edit] = pickWeighted(EDITS, this.#random)
		edit({ device, random: this.#random, contents })
		this.#scene.say(`${device.seat.name} ${name}${away.has(device) ? ' (offline)' : ''}`)
	}

	#settle(): Promise<void> {
		this.#scene.say('all wait until everything is saved')
		return this.#scene.settle()
	}

	/** Takes a device offline. Perhaps its last edits are lost in the network. */
	#leaveOne(): void {
		const { devices, away, contents } = this.#scene
		const device = this.#random.pick(devices.filter((one) => !away.has(one)))
		if (!device) return
		if (this.#random.next() < 0.4) {
			device.network.swallow()
			for (let edit = 0; edit < 2 && device.isOpen() && device.canWrite(); edit++)
				pickWeighted(EDITS, this.#random)[2]({ device, random: this.#random, contents })
			this.#scene.say(`${device.seat.name} edits twice, which the network loses, and goes offline`)
		} else this.#scene.say(`${device.seat.name} goes offline`)
		device.network.cut()
		away.set(device, this.#random.below(MAX_AWAY))
	}

	#returnSome(): void {
		for (const [device, left] of this.#scene.away) {
			this.#scene.away.set(device, left - 1)
			if (left > 0) continue
			this.#scene.say(`${device.seat.name} is back`)
			this.#scene.comeBack(device)
		}
	}

	async #reopenOne(): Promise<void> {
		const device = this.#random.pick(this.#scene.devices.filter((one) => one.isOwnClient && one.isOpen()))
		if (!device) return
		this.#scene.say(`${device.seat.name} closes the tab and opens it again`)
		await device.reopen()
	}

	async #attack(): Promise<void> {
		const { origins, room, attacker, quiet } = this.#scene
		const url = `${(this.#random.pick(origins) ?? '').replace('http', 'ws')}/sync/${room}`
		const name = await attackAtRandom({ url, token: attacker.token, random: this.#random, quiet })
		this.#scene.say(`Mallory ${name}`)
	}
}

function pickWeighted<Entry extends readonly [weight: number, ...unknown[]]>(
	entries: readonly Entry[],
	random: Random,
): Entry {
	let at = random.below(entries.reduce((sum, [weight]) => sum + weight, 0))
	for (const entry of entries) {
		at -= entry[0]
		if (at < 0) return entry
	}
	throw new Error('nothing to pick from')
}
