import { currentPhase, type Workshop } from '@charrette/shared'
import { type RefObject, useContext, useEffect, useState } from 'react'
import { tabStore } from '../connection/browserStorage.ts'
import { TAB_KEYS } from '../connection/storageKeys.ts'
import { IsReplacedContext } from '../navigation/BoardPlace.ts'
import { useWhenIdle } from '../ui/useWhenIdle.ts'

/** The time after which a prompt that opened by itself folds into its bar. */
const SHOWN_MS = 10_000
/** The fields in which a person writes. */
const FIELDS = 'input, textarea, [contenteditable]'

/**
 * Returns whether the phase's prompt is open. It opens automatically for a person who joins during
 * a phase, and when a phase begins, once this person has stopped typing. It does not open again
 * when another board is opened or the page is reloaded. It folds after a while, unless the pointer
 * or the focus is in `bar`; a prompt of any kind folds when this person presses the board or goes
 * to a field to write.
 */
export function usePromptOpening(
	workshop: Workshop,
	bar: RefObject<HTMLElement | null>,
): [isOpen: boolean, setOpen: (isOpen: boolean) => void] {
	const isReplaced = useContext(IsReplacedContext)
	const phase = useWhenIdle(currentPhase(workshop)?.id ?? null)
	const [opening, setOpening] = useState<'closed' | 'byItself' | 'byPerson'>('closed')
	const key = TAB_KEYS.prompt(workshop.id)
	useEffect(() => {
		// The next view opens it.
		if (isReplaced || (tabStore.read(key) ?? '') === (phase ?? '')) return
		tabStore.write(key, phase ?? '')
		setOpening(phase === null ? 'closed' : 'byItself')
	}, [phase, key, isReplaced])
	useEffect(() => (opening === 'closed' ? undefined : onStroke(() => setOpening('closed'))), [opening])
	useEffect(() => {
		if (opening !== 'byItself') return undefined
		const fold = () => {
			const isInUse = bar.current?.matches(':hover') || bar.current?.contains(document.activeElement)
			if (isInUse) timer = setTimeout(fold, SHOWN_MS)
			else setOpening('closed')
		}
		let timer = setTimeout(fold, SHOWN_MS)
		return () => clearTimeout(timer)
	}, [opening, bar])
	return [opening !== 'closed', (isOpen) => setOpening(isOpen ? 'byPerson' : 'closed')]
}

/**
 * Calls back when this person presses the board or goes to a field. Returns a function that stops
 * it.
 */
function onStroke(callback: () => void): () => void {
	const onPress = ({ target }: Event) => target instanceof Element && target.closest('.tl-canvas') && callback()
	const onWrite = ({ target }: Event) => target instanceof Element && target.matches(FIELDS) && callback()
	document.addEventListener('pointerdown', onPress, true)
	for (const type of ['input', 'focusin']) document.addEventListener(type, onWrite, true)
	return () => {
		document.removeEventListener('pointerdown', onPress, true)
		for (const type of ['input', 'focusin']) document.removeEventListener(type, onWrite, true)
	}
}
