import { useEffect } from 'react'
import { useTranslation } from '../i18n/useTranslation.ts'

type TextField = HTMLTextAreaElement | HTMLInputElement

/**
 * Says that a text field has no room for what a person typed or pasted (TEXT1b), since the browser
 * silently cuts it at the field's `maxLength`; also when a person leaves a field in which several
 * people have typed more than it has room for. One listener for the fields of all pages.
 */
export function useLimitToast(showToast: (text: string) => void): void {
	const { t } = useTranslation()
	useEffect(() => {
		/** The room for the text of the running composition, which is cut when it ends. */
		let composed = Number.POSITIVE_INFINITY
		const check = (field: TextField, length: number, room: number) => {
			if (length > room) showToast(t('fieldFull', { most: field.maxLength }))
		}
		const onBeforeInput = ({ target, data, isComposing }: InputEvent) => {
			if (isTextField(target) && data && !isComposing) check(target, data.length, roomIn(target))
		}
		const onCompositionStart = ({ target }: CompositionEvent) => {
			if (isTextField(target)) composed = roomIn(target)
		}
		const onCompositionEnd = ({ target, data }: CompositionEvent) => {
			if (isTextField(target)) check(target, data.length, composed)
		}
		const onFocusOut = ({ target }: FocusEvent) => {
			if (isTextField(target) && target.maxLength >= 0) check(target, target.value.length, target.maxLength)
		}
		document.addEventListener('beforeinput', onBeforeInput, true)
		document.addEventListener('compositionstart', onCompositionStart, true)
		document.addEventListener('compositionend', onCompositionEnd, true)
		document.addEventListener('focusout', onFocusOut, true)
		return () => {
			document.removeEventListener('beforeinput', onBeforeInput, true)
			document.removeEventListener('compositionstart', onCompositionStart, true)
			document.removeEventListener('compositionend', onCompositionEnd, true)
			document.removeEventListener('focusout', onFocusOut, true)
		}
	}, [showToast, t])
}

function isTextField(target: EventTarget | null): target is TextField {
	return target instanceof HTMLTextAreaElement || target instanceof HTMLInputElement
}

/** Returns how many code units a field has room for in place of its selection. */
function roomIn({ value, maxLength, selectionStart, selectionEnd }: TextField): number {
	if (maxLength < 0) return Number.POSITIVE_INFINITY
	return Math.max(0, maxLength - value.length + (selectionEnd ?? 0) - (selectionStart ?? 0))
}
