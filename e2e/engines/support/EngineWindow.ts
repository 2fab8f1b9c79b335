import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** A point of the page's viewport, in CSS pixels. */
export interface Point {
	x: number
	y: number
}

/** A browser engine that runs. */
export interface Engine {
	/** Opens a window with storage of its own, as the device of another person. */
	openWindow(): Promise<EngineWindow>
	close(): Promise<void>
}

/** What a story needs of a window. All input goes through the driver, and is what a device would cause. */
export interface EngineWindow {
	goto(url: string): Promise<void>
	/** Runs a function in the page; resolves with what it returns. */
	evaluate<Result, Arguments extends unknown[]>(
		run: (...values: Arguments) => Result | Promise<Result>,
		...values: Arguments
	): Promise<Result>
	/** Runs a script in the page. */
	addScript(source: string): Promise<void>
	/** Presses the mouse at the first point, moves it to the others and releases it at the last. */
	drag(...points: [Point, ...Point[]]): Promise<void>
	doubleClick(at: Point): Promise<void>
	/** Presses keys together, such as `Control+Shift+z`; the names are those of `KeyboardEvent.key`. */
	press(keys: string): Promise<void>
	type(text: string): Promise<void>
	/** The file that is downloaded after an action. */
	download(act: () => Promise<void>): Promise<{ name: string; bytes: Buffer }>
	/** Gives the viewport this size. */
	resize(width: number, height: number): Promise<void>
	/** A PNG of the viewport. */
	screenshot(): Promise<Buffer>
	close(): Promise<void>
}

/** What an engine calls a file that is not complete. */
const PARTIAL = /\.(part|crdownload|wkdownload)$/

/** Waits for the file that arrives in a folder after an action. */
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
