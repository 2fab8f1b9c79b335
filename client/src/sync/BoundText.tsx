import { type Records, storedText, TEXT_KEY } from '@charrette/shared'
import { type ComponentProps, type RefObject, useCallback, useLayoutEffect, useRef, useSyncExternalStore } from 'react'
import * as Y from 'yjs'
import type { TextPlace } from './BoardDocument.ts'

interface BoundTextProps extends Omit<ComponentProps<'textarea'>, 'value' | 'defaultValue' | 'ref'> {
	/** The document or the canvas with the text; the same object in each rendering. */
	source: TextSource
	place: TextPlace
	/** Receives the field. */
	fieldRef?: RefObject<HTMLTextAreaElement | null>
}

/** A document or a canvas, which binds a field to its texts. */
interface TextSource {
	records: Records
	bindText(place: TextPlace, field: HTMLTextAreaElement): (() => void) | null
}

/**
 * A text field that is bound to a text of a document, keystroke by keystroke: nothing is lost when
 * it is removed or becomes read-only, and other people's letters appear while somebody types. It is
 * read-only until the server has put a text in the place of a string (DETAIL1a).
 */
export function BoundText({
	source,
	place: { record, key = TEXT_KEY },
	fieldRef,
	readOnly = false,
	...props
}: BoundTextProps) {
	const own = useRef<HTMLTextAreaElement>(null)
	const field = fieldRef ?? own
	const { records } = source
	const subscribe = useCallback(
		(onChange: () => void) => {
			records.observeDeep(onChange)
			return () => records.unobserveDeep(onChange)
		},
		[records],
	)
	const text = useSyncExternalStore(subscribe, () => {
		const map = records.get(record)
		return map && storedText(map, key)
	})
	useLayoutEffect(() => {
		const textarea = field.current
		if (!textarea) return undefined
		// A new Y.Text under the same key is bound, too.
		const unbind = text instanceof Y.Text ? source.bindText({ record, key }, textarea) : null
		if (!unbind) textarea.value = text instanceof Y.Text || typeof text === 'string' ? text.toString() : ''
		return unbind ?? undefined
	}, [source, field, record, key, text])
	return <textarea ref={field} dir="auto" {...props} readOnly={readOnly || !(text instanceof Y.Text)} />
}
