import { fireEvent } from '@testing-library/react'
import { beforeEach, expect, it } from 'vitest'
import * as Y from 'yjs'
import { bindText, type TextBinding } from './bindText.ts'

let text: Y.Text
let textarea: HTMLTextAreaElement
let binding: TextBinding
beforeEach(() => {
	text = new Y.Doc().getText()
	text.insert(0, '公交')
	textarea = document.createElement('textarea')
	const steps = { startUndoStep() {}, undo() {}, redo() {} }
	binding = bindText({ text, textarea, markPending: () => () => {}, ...steps })
})

/** The input method has composed this at the end of the text. */
function compose(composed: string) {
	textarea.value = `公交${composed}`
	textarea.setSelectionRange(textarea.value.length, textarea.value.length)
	fireEvent.input(textarea)
}

it('[DOC2] the composition of a page that may be closed is written, and goes on', () => {
	fireEvent.compositionStart(textarea)
	compose('tai')
	expect(text.toString()).toBe('公交')
	binding.flush()
	expect(text.toString()).toBe('公交tai')
	text.insert(0, 'Ben: ')
	expect(textarea.value).toBe('公交tai')
	compose('太慢')
	fireEvent.compositionEnd(textarea)
	expect([text.toString(), textarea.value]).toEqual(['Ben: 公交太慢', 'Ben: 公交太慢'])
})

it('[DOC2] after a remote edit the composition is written when it ends', () => {
	fireEvent.compositionStart(textarea)
	compose('tai')
	text.insert(0, 'Ben: ')
	binding.flush()
	expect(text.toString()).toBe('Ben: 公交')
	compose('太慢')
	binding.unbind()
	expect(text.toString()).toBe('Ben: 公交太慢')
})
