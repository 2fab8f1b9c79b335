import {
	createShapeId,
	createTLStore,
	defaultBindingUtils,
	defaultShapeTools,
	defaultShapeUtils,
	defaultTools,
	Editor,
	type TLAnyShapeUtilConstructor,
	type TLPointerEventInfo,
	type TLRenderingShape,
	type TLShapeId,
} from '@tldraw/tldraw'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { indexShapes } from '../viewport/shapeIndex.ts'
import {
	patchCancel,
	patchClipping,
	patchCreate,
	patchCulling,
	patchDelete,
	patchDoubleClick,
	patchFocusManager,
	patchFonts,
	patchHitTest,
	patchLinkOrder,
	patchRenderOrder,
	patchShapeNavigation,
	patchTicks,
	patchUndo,
} from './tldrawPatches.ts'

/*
 * Each patch is tested twice: the behaviour of tldraw 3.15.6 without it, and with it. If a test
 * "without a patch" fails after an update of tldraw, the patch may no longer be needed.
 */

/** The part of the DOM that an editor needs without being rendered. */
class FakeElement extends EventTarget {
	readonly style = { setProperty() {}, removeProperty() {} }
	readonly classList = { add() {}, remove() {} }
	readonly listeners: string[] = []
	setAttribute() {}
	focus() {}
	blur() {}
	appendChild() {}
	insertAdjacentElement() {}
	remove() {}
	contains = () => false
	querySelectorAll = () => []
	getBoundingClientRect = () => ({ x: 0, y: 0, width: 1000, height: 800 })
}

let bodyListeners: Map<string, Set<unknown>>

beforeEach(() => {
	bodyListeners = new Map()
	const body = new FakeElement()
	body.addEventListener = (type: string, listener: unknown) => {
		bodyListeners.set(type, (bodyListeners.get(type) ?? new Set()).add(listener))
	}
	body.removeEventListener = (type: string, listener: unknown) => {
		bodyListeners.get(type)?.delete(listener)
	}
	const globals = {
		requestAnimationFrame: (run: () => void) => setTimeout(run, 16),
		cancelAnimationFrame: (frame: number) => clearTimeout(frame),
		matchMedia: () => Object.assign(new EventTarget(), { matches: false }),
		document: Object.assign(new FakeElement(), {
			body,
			fonts: { add() {}, delete() {} },
			activeElement: null,
			hasFocus: () => true,
			createElement: () => new FakeElement(),
		}),
	}
	for (const [name, value] of Object.entries(globals)) vi.stubGlobal(name, value)
	vi.stubGlobal('window', Object.assign(new FakeElement(), globals, { devicePixelRatio: 1, setTimeout, clearTimeout }))
})

const opened: Editor[] = []

afterEach(() => {
	for (const editor of opened.splice(0)) if (!editor.isDisposed) editor.dispose()
	vi.unstubAllGlobals()
})

function openEditor(): Editor {
	const bindingUtils = defaultBindingUtils
	// tldraw's own types are incompatible with `exactOptionalPropertyTypes`.
	const shapeUtils = defaultShapeUtils as readonly unknown[] as TLAnyShapeUtilConstructor[]
	const editor = new Editor({
		store: createTLStore({ shapeUtils, bindingUtils }),
		shapeUtils,
		bindingUtils,
		tools: [...defaultTools, ...defaultShapeTools],
		initialState: 'select',
		options: { createTextOnCanvasDoubleClick: false },
		getContainer: () => new FakeElement() as unknown as HTMLElement,
	})
	opened.push(editor)
	return editor
}

const A = createShapeId('a')
const B = createShapeId('b')
const FRAME = createShapeId('frame')

function addBox(editor: Editor, id = A, { x = 0, y = 0, w = 100, h = 100 } = {}): void {
	editor.createShape({ id, type: 'geo', x, y, props: { w, h, fill: 'solid' } })
}

/** Moves a shape down as a remote change of another person. */
function moveRemotely(editor: Editor, id: TLShapeId, y: number): void {
	editor.store.mergeRemoteChanges(() => editor.store.update(id, (shape) => ({ ...shape, y })))
}

type PointerEventName = 'pointer_down' | 'pointer_move' | 'pointer_up'

const pointerInfo = (name: PointerEventName, x: number, y: number): TLPointerEventInfo => ({
	type: 'pointer',
	target: 'canvas',
	name,
	point: { x, y, z: 0.5 },
	pointerId: 1,
	button: 0,
	isPen: false,
	shiftKey: false,
	ctrlKey: false,
	altKey: false,
	metaKey: false,
	accelKey: false,
})

function dispatchPointer(editor: Editor, name: PointerEventName, x: number, y: number) {
	editor.dispatch(pointerInfo(name, x, y))
	editor.emit('tick', 16)
}

const actions = () => ({
	startUndoStep: vi.fn(),
	undo: vi.fn(),
	redo: vi.fn(),
	cancelGesture: vi.fn(),
	cancelTool: vi.fn((cancel: () => void) => cancel()),
})

it('without patchUndo, undo reverts other people’s changes in the same record', () => {
	const editor = openEditor()
	addBox(editor)
	editor.markHistoryStoppingPoint('move')
	editor.updateShape({ id: A, type: 'geo', x: 50 })
	moveRemotely(editor, A, 70)
	editor.undo()
	expect(editor.getShape(A)).toMatchObject({ x: 0, y: 0 })
})

it('patchUndo calls the document instead, until it is removed', () => {
	const editor = openEditor()
	const [undo, redo] = [vi.spyOn(editor, 'undo'), vi.spyOn(editor, 'redo')]
	const document = actions()
	const remove = patchUndo(editor, document)
	editor.markHistoryStoppingPoint('step')
	editor.undo().redo()
	expect([document.startUndoStep, document.undo, document.redo].map((call) => call.mock.calls.length)).toEqual([
		1, 1, 1,
	])
	expect(undo).not.toHaveBeenCalled()
	expect(redo).not.toHaveBeenCalled()
	remove()
	editor.undo()
	expect(document.undo).toHaveBeenCalledTimes(1)
})

it('without patchCancel, a cancelled gesture reverts other people’s changes in the same record', () => {
	const editor = openEditor()
	addBox(editor)
	const mark = editor.markHistoryStoppingPoint('drag')
	editor.updateShape({ id: A, type: 'geo', x: 50 })
	moveRemotely(editor, A, 70)
	editor.bailToMark(mark)
	expect(editor.getShape(A)).toMatchObject({ x: 0, y: 0 })
})

it('without patchCancel, a cancelled pen stroke stays on the board', () => {
	const editor = openEditor()
	editor.setCurrentTool('draw')
	dispatchPointer(editor, 'pointer_down', 10, 10)
	dispatchPointer(editor, 'pointer_move', 90, 90)
	expect(editor.isIn('draw.drawing')).toBe(true)
	editor.cancel()
	expect(editor.isIn('draw.drawing')).toBe(false)
	expect(editor.getCurrentPageShapes()).toHaveLength(1)
})

it('patchCancel lets the document cancel gestures', () => {
	const editor = openEditor()
	addBox(editor)
	const document = actions()
	const remove = patchCancel(editor, document)
	const mark = editor.markHistoryStoppingPoint('drag')
	editor.updateShape({ id: A, type: 'geo', x: 50 })
	editor.bailToMark(mark)
	editor.bail()
	expect(document.cancelGesture).toHaveBeenCalledTimes(2)
	expect(editor.getShape(A)?.x).toBe(50)
	editor.cancel()
	expect(document.cancelTool).toHaveBeenCalledTimes(1)
	remove()
	editor.cancel()
	expect(document.cancelTool).toHaveBeenCalledTimes(1)
})

/** Adds a box inside a frame. */
function addFrame(editor: Editor): void {
	editor.createShape({ id: FRAME, type: 'frame', x: 0, y: 0, props: { w: 100, h: 100 } })
	editor.createShape({ id: A, type: 'geo', parentId: FRAME, x: 60, y: 0, props: { w: 100, h: 50 } })
}

it('without patchDelete, a side effect that keeps a frame loses the shapes inside it', () => {
	const editor = openEditor()
	addFrame(editor)
	editor.sideEffects.registerBeforeDeleteHandler('shape', ({ type }) => (type === 'frame' ? false : undefined))
	editor.deleteShapes([FRAME])
	expect(editor.getShape(FRAME)).toBeDefined()
	expect(editor.getShape(A)).toBeUndefined()
})

it('patchDelete keeps a frame with the shapes inside it', () => {
	const editor = openEditor()
	addFrame(editor)
	addBox(editor, B)
	const canDelete = vi.fn((id: TLShapeId) => id !== FRAME)
	const remove = patchDelete(editor, canDelete)
	editor.deleteShapes([FRAME, B])
	expect(canDelete).toHaveBeenCalledWith(FRAME, [FRAME, B])
	expect(editor.getCurrentPageShapeIds()).toEqual(new Set([FRAME, A]))
	remove()
	editor.deleteShapes([FRAME])
	expect(editor.getCurrentPageShapeIds().size).toBe(0)
})

it('without patchShapeNavigation, Tab leaves out the shapes inside frames', () => {
	const editor = openEditor()
	addFrame(editor)
	addBox(editor, B, { y: 400 })
	editor.select(FRAME)
	editor.selectAdjacentShape('next')
	expect(editor.getSelectedShapeIds()).toEqual([B])
})

it('patchShapeNavigation determines which shape Tab selects, until it is removed', () => {
	const editor = openEditor()
	addFrame(editor)
	addBox(editor, B, { y: 400 })
	const remove = patchShapeNavigation(editor, () => editor.select(A))
	editor.select(FRAME)
	editor.selectAdjacentShape('next')
	expect(editor.getSelectedShapeIds()).toEqual([A])
	remove()
	editor.select(FRAME)
	editor.selectAdjacentShape('next')
	expect(editor.getSelectedShapeIds()).toEqual([B])
})

it('without patchCreate, only a full page prevents shapes from being created', () => {
	const editor = openEditor()
	editor.updateInstanceState({ isReadonly: true })
	expect(editor.canCreateShapes([A])).toBe(true)
})

it('patchCreate refuses to duplicate', () => {
	const editor = openEditor()
	addBox(editor)
	const remove = patchCreate(editor, () => false)
	editor.duplicateShapes([A])
	expect(editor.getCurrentPageShapeIds().size).toBe(1)
	remove()
	editor.duplicateShapes([A])
	expect(editor.getCurrentPageShapeIds().size).toBe(2)
})

it('without patchClipping, a frame clips the shapes inside it', () => {
	const editor = openEditor()
	addFrame(editor)
	expect(editor.getShapeMask(A)).toBeDefined()
	expect(editor.getShapeClipPath(A)).toBeDefined()
	patchClipping(editor)
	expect(editor.getShapeMask(A)).toBeUndefined()
	expect(editor.getShapeClipPath(A)).toBeUndefined()
})

const FAR = { x: 50_000, y: 50_000 }

it('without patchCulling, every camera step computes the bounds of every shape', () => {
	const editor = openEditor()
	const ids = Array.from({ length: 20 }, (_, index) => createShapeId(`far ${index}`))
	for (const id of ids) addBox(editor, id, FAR)
	editor.getNotVisibleShapes()
	const asked = vi.spyOn(editor, 'getShapePageBounds')
	editor.setCamera({ x: 5, y: 5, z: 1 }, { immediate: true })
	expect(editor.getNotVisibleShapes().size).toBe(ids.length)
	expect(asked.mock.calls.length).toBeGreaterThanOrEqual(ids.length)
	patchCulling(editor, () => new Set([A]))
	expect(editor.getNotVisibleShapes()).toEqual(new Set([A]))
})

it('without patchFonts, opening a board collects the fonts of every shape', async () => {
	const editor = openEditor()
	for (const id of [A, B]) addBox(editor, id)
	const asked = vi.spyOn(editor.getShapeUtil('geo'), 'getFontFaces')
	await editor.fonts.loadRequiredFontsForCurrentPage(0)
	expect(asked).toHaveBeenCalledTimes(2)
	patchFonts(editor)
	addBox(editor, FRAME)
	editor.fonts.trackFontsForShape(FRAME)
	await editor.fonts.loadRequiredFontsForCurrentPage(0)
	expect(editor.fonts.getShapeFontFaces(FRAME)).toEqual([])
	expect(asked).toHaveBeenCalledTimes(2)
})

it('without patchHitTest, every pointer step tests every shape', () => {
	const editor = openEditor()
	for (let index = 0; index < 20; index++) addBox(editor, createShapeId(`far ${index}`), FAR)
	const filter = vi.fn(() => true)
	editor.getShapeAtPoint({ x: 0, y: 0 }, { filter })
	expect(filter).toHaveBeenCalledTimes(20)
})

it('patchHitTest replaces the hit test and can call the original', () => {
	const editor = openEditor()
	addBox(editor, A)
	patchHitTest(editor, (original) => (point) => original({ x: 50, y: point.y }, { hitInside: true }))
	expect(editor.getShapeAtPoint({ x: 9000, y: 50 })?.id).toBe(A)
})

/** Returns the drawn shapes, lowest first. */
const drawn = (editor: Editor) =>
	editor
		.getRenderingShapes()
		.toSorted((a, b) => a.index - b.index)
		.map(({ id }) => id)

it('without patchRenderOrder, a frame that was created last covers the shapes before it', () => {
	const editor = openEditor()
	addBox(editor)
	editor.createShape({ id: FRAME, type: 'frame', x: 500, y: 500 })
	expect(drawn(editor)).toEqual([A, FRAME])
})

it('patchRenderOrder changes the drawing order', () => {
	const editor = openEditor()
	addBox(editor)
	editor.createShape({ id: FRAME, type: 'frame', x: 500, y: 500 })
	const reverse = (shapes: TLRenderingShape[]) => shapes.map((shape, index) => ({ ...shape, index: -index }))
	patchRenderOrder(editor, reverse)
	// A change is needed, since the shapes are a computed value of the editor.
	addBox(editor, B)
	expect(drawn(editor)).toEqual([B, FRAME, A])
})

const LINK = createShapeId('link')

/** Adds three boxes, and a link between the first two; `merge` runs the changes of the link. */
function addLink(editor: Editor, merge: (run: () => void) => void): void {
	for (const id of [A, B, FRAME]) addBox(editor, id)
	editor.createShape({ id: LINK, type: 'arrow' })
	const index = editor.getShape(LINK)?.index
	const end = { type: 'arrow', fromId: LINK, props: { normalizedAnchor: { x: 0.5, y: 0.5 } } }
	merge(() => {
		editor.createBindings([
			{ ...end, toId: A, props: { ...end.props, terminal: 'start' } },
			{ ...end, toId: B, props: { ...end.props, terminal: 'end' } },
		])
	})
	merge(() => editor.store.update(LINK, (link) => ({ ...link, index: index as never })))
}

it('without patchLinkOrder, a merge changes the order of links, also where it sets the order', () => {
	const editor = openEditor()
	addLink(editor, (run) => editor.store.mergeRemoteChanges(run))
	expect(drawn(editor)).toEqual([A, B, LINK, FRAME])
})

it('[DOC5a] patchLinkOrder keeps the order of links in a merge, and lets a person change it', () => {
	const editor = openEditor()
	let isMerging = false
	const remove = patchLinkOrder(editor, () => isMerging)
	addLink(editor, (run) => {
		isMerging = true
		editor.store.mergeRemoteChanges(run)
		isMerging = false
	})
	expect(drawn(editor)).toEqual([A, B, FRAME, LINK])
	editor.bringToFront([A])
	expect(drawn(editor)).toEqual([B, FRAME, A, LINK])
	remove()
	editor.store.mergeRemoteChanges(() => editor.store.update(A, (box) => ({ ...box, index: 'a1' as never })))
	expect(drawn(editor)).toEqual([A, B, LINK, FRAME])
})

function doubleClick(editor: Editor): void {
	editor.getStateDescendant('select.idle')?.handleEvent({
		type: 'click',
		target: 'canvas',
		name: 'double_click',
		phase: 'up',
		point: { x: 10, y: 10, z: 0.5 },
		pointerId: 1,
		button: 0,
		shiftKey: false,
		ctrlKey: false,
		altKey: false,
		metaKey: false,
		accelKey: false,
	})
}

it('without patchDoubleClick, a double click on the canvas does nothing', () => {
	const editor = openEditor()
	doubleClick(editor)
	expect(editor.getCurrentPageShapeIds().size).toBe(0)
	expect(editor.isIn('select.idle')).toBe(true)
})

it('patchDoubleClick is called for a double click on the canvas', () => {
	const editor = openEditor()
	const onDoubleClick = vi.fn()
	patchDoubleClick(editor, onDoubleClick)
	doubleClick(editor)
	expect(onDoubleClick).toHaveBeenCalledTimes(1)
})

it('without patchFocusManager, a closed editor stays reachable from listeners on the page', () => {
	const editor = openEditor()
	editor.dispose()
	expect(bodyListeners.get('keydown')?.size).toBe(1)
	expect(bodyListeners.get('mousedown')?.size).toBe(1)
	expect(
		Object.values(editor).some((member) => member?.editor === editor && 'disposeSideEffectListener' in member),
	).toBe(true)
})

it('patchFocusManager cuts the leaked listeners off the closed editor', () => {
	const editor = openEditor()
	patchFocusManager(editor)
	editor.dispose()
	const { focusManager } = editor as unknown as {
		focusManager: { editor: unknown; disposeSideEffectListener: unknown }
	}
	expect(focusManager.editor).not.toBe(editor)
	expect(focusManager.disposeSideEffectListener).toBeUndefined()
	for (const [type, listeners] of bodyListeners) {
		for (const listener of listeners) (listener as (event: unknown) => void)({ type, key: 'Tab' })
	}
})

it('the index of shapes forgets a shape that is deleted while nothing else changes', () => {
	const editor = openEditor()
	addBox(editor, A)
	addBox(editor, B, { x: 9000 })
	indexShapes(editor)
	expect([...editor.getNotVisibleShapes()]).toEqual([B])
	editor.deleteShapes([B])
	expect([...editor.getNotVisibleShapes()]).toEqual([])
})

/** Counts the ticks of an editor from now on. */
function countTicks(editor: Editor): { count: number } {
	const ticks = { count: 0 }
	const { emit } = editor
	editor.emit = ((event: 'tick', ...args: [number]) => {
		if (event === 'tick') ticks.count++
		return emit.call(editor, event, ...args)
	}) as typeof emit
	return ticks
}

/** Lets a second pass, in which an editor may have about sixty ticks. */
async function passSecond(ticks: { count: number }): Promise<number> {
	ticks.count = 0
	await vi.advanceTimersByTimeAsync(1000)
	return ticks.count
}

describe('animation frames [LOAD6]', () => {
	beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] }))
	afterEach(() => void vi.useRealTimers())

	function openIdle(): { editor: Editor; ticks: { count: number } } {
		const editor = openEditor()
		patchTicks(editor)
		return { editor, ticks: countTicks(editor) }
	}
	const press = (editor: Editor, name: PointerEventName, x: number) => dispatchPointer(editor, name, x, 300)

	it('without patchTicks, tldraw requests them as long as a board is open', async () => {
		const ticks = countTicks(openEditor())
		await vi.advanceTimersByTimeAsync(1000)
		expect(await passSecond(ticks)).toBeGreaterThan(40)
	})

	it('patchTicks requests none while nothing happens', async () => {
		const { ticks } = openIdle()
		await vi.advanceTimersByTimeAsync(1000)
		expect(await passSecond(ticks)).toBe(0)
	})

	it('an animation of the camera has its frames, and no more', async () => {
		const { editor, ticks } = openIdle()
		await vi.advanceTimersByTimeAsync(1000)
		editor.setCamera({ x: 400, y: 0, z: 1 }, { animation: { duration: 300 } })
		expect(await passSecond(ticks)).toBeGreaterThan(10)
		expect(editor.getCamera().x).toBe(400)
		expect(editor.getCameraState()).toBe('idle')
		expect(await passSecond(ticks)).toBe(0)
	})

	it('a moved pointer is handled in the next frame, and its speed ends', async () => {
		const { editor, ticks } = openIdle()
		await vi.advanceTimersByTimeAsync(1000)
		editor.dispatch(pointerInfo('pointer_move', 200, 300))
		expect(await passSecond(ticks)).toBeGreaterThan(0)
		expect(editor.inputs.currentScreenPoint.x).toBe(200)
		expect(editor.inputs.pointerVelocity.len()).toBe(0)
		expect(await passSecond(ticks)).toBe(0)
	})

	it('a pointer that is down keeps them, as at the edge of the window', async () => {
		const { editor, ticks } = openIdle()
		press(editor, 'pointer_down', 100)
		press(editor, 'pointer_move', 160)
		await vi.advanceTimersByTimeAsync(1000)
		expect(await passSecond(ticks)).toBeGreaterThan(40)
		press(editor, 'pointer_up', 160)
		await vi.advanceTimersByTimeAsync(1000)
		expect(await passSecond(ticks)).toBe(0)
	})

	it('a laser trail fades', async () => {
		const { editor, ticks } = openIdle()
		await vi.advanceTimersByTimeAsync(1000)
		editor.setCurrentTool('laser')
		press(editor, 'pointer_down', 100)
		for (const x of [110, 130, 160, 200]) press(editor, 'pointer_move', x)
		press(editor, 'pointer_up', 200)
		expect(editor.getInstanceState().scribbles).not.toEqual([])
		await vi.advanceTimersByTimeAsync(5000)
		expect(editor.getInstanceState().scribbles).toEqual([])
		expect(await passSecond(ticks)).toBe(0)
	})

	it('a closed board requests none', async () => {
		const { editor, ticks } = openIdle()
		editor.dispose()
		editor.on('tick', () => {})
		expect(await passSecond(ticks)).toBe(0)
	})
})
