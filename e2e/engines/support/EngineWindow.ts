import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** A point of the page's viewport, in CSS pixels. */
export interface Point {
	x: number
	y: number
}

/** A running browser engine. */
export interface Engine {
	/** Opens a window with storage of its own, as the device of another person. */
	openWindow(): Promise<EngineWindow>
	close(): Promise<void>
}

/**
 * The operations on a window that a story needs. All input goes through the driver, so the page
 * gets the events of a real device.
 */
export interface EngineWindow {
	goto(url: string): Promise<void>
	/** Runs a function in the page; resolves with its result. */
	evaluate<Result, Arguments extends unknown[]>(
		run: (...values: Arguments) => Result | Promise<Result>,
		...values: Arguments
	): Promise<Result>
	/** Runs a script in the page. */
	addScript(source: string): Promise<void>
	/** Presses the mouse at the first point, moves it to the others and releases it at the last. */
	drag(...points: [Point, ...Point[]]): Promise<void>
	doubleClick(at: Point): Promise<void>
	/**
	 * Presses keys together, such as `Control+Shift+z`. The names are those of `KeyboardEvent.key`.
	 */
	press(keys: string): Promise<void>
	type(text: string): Promise<void>
	/** Runs an action; resolves with the downloaded file. */
	download(act: () => Promise<void>): Promise<{ name: string; bytes: Buffer }>
	/** Resizes the viewport. */
	resize(width: number, height: number): Promise<void>
	/** Takes a screenshot of the viewport; resolves with a PNG. */
	screenshot(): Promise<Buffer>
	close(): Promise<void>
}

/**
 * Thrown by a window whose engine has crashed outside the process of the page. The product cannot
 * cause that, so a story may continue in a new window.
 */
export class EngineEnded extends Error {
	constructor(program: string, options?: ErrorOptions) {
		super(`${program} ended by itself`, options)
		this.name = 'EngineEnded'
	}
}

/** The name extensions of incomplete downloads in the engines. */
const PARTIAL = /\.(part|crdownload|wkdownload)$/

/** Runs an action; resolves with the file that it adds to a folder. */
export async function receiveFile(folder: string, act: () => Promise<void>): Promise<{ name: string; bytes: Buffer }> {
	const known = new Set(await readdir(folder))
	await act()
	for (;;) {
		const [name, ...others] = (await readdir(folder)).filter((one) => !known.has(one))
		const bytes = name && others.length === 0 && !PARTIAL.test(name) ? await readFile(join(folder, name)) : null
		if (name && bytes && bytes.length > 0) return { name, bytes }
		await new Promise((resolve) => setTimeout(resolve, 30))
	}
}
