import { computeVisibleArea, onVisualViewport, readVisualViewport, type VisibleArea } from '../../ui/visibleArea.ts'
import type { Editor } from '../engine/editor.ts'
import { atom, computed, react, type Signal } from '../engine/signals.ts'

/**
 * Returns the visible area of this editor's canvas as a signal. It follows the visual viewport
 * until the editor is disposed.
 */
export function createVisibleArea(editor: Editor): Signal<VisibleArea> {
	const visual = atom('visual viewport', readVisualViewport())
	editor.disposables.add(onVisualViewport(() => visual.set(readVisualViewport())))
	return computed(
		'visible area',
		() => computeVisibleArea(visual.get(), editor.getViewportScreenBounds(), editor.getEditingShapeId() !== null),
		{ isEqual: (one, other) => one.top === other.top && one.bottom === other.bottom && one.size === other.size },
	)
}

/**
 * Mirrors the visible area on the container as `data-space` and CSS variables, so that toolbars
 * make room for a keyboard. Returns a function that stops it.
 */
export function markVisibleArea(editor: Editor, area: Signal<VisibleArea>): () => void {
	return react('marks of the visible area', () => {
		const { top, bottom, size } = area.get()
		const { dataset, style } = editor.getContainer()
		if (size === 'usual') delete dataset['space']
		else dataset['space'] = size
		style.setProperty('--covered-above', `${top}px`)
		style.setProperty('--covered-below', `${editor.getViewportScreenBounds().h - bottom}px`)
	})
}
