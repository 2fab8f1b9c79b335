import { CARD_KINDS } from '@charrette/shared'
import { type ClipboardEvent, type KeyboardEvent, useId, useLayoutEffect, useRef } from 'react'
import { useTranslation } from '../i18n/useTranslation.ts'
import { Button } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import { joinClasses } from '../ui/joinClasses.ts'
import { KindIcon } from '../ui/KindIcon.tsx'
import styles from './composer.module.css'
import { useWhyNot } from './ListContext.ts'
import type { Composing } from './useComposing.ts'

/** Where new cards are written; in a phase that is not for it, why there are none. What was begun may be finished. */
export function Composer(composing: Omit<Composing, 'offerBack'>) {
	const { t } = useTranslation('board')
	const whyNot = useWhyNot('write')
	if (!whyNot || composing.draft !== '') return <OpenComposer {...composing} />
	return (
		<section className={joinClasses(styles['composer'], styles['closed'])} aria-label={t('list.newCard')}>
			<Icon name="lock" size={18} />
			<p>{whyNot}</p>
		</section>
	)
}

/** A kind, a line, Enter; and on with the next. Several lines that are pasted are as many cards. */
function OpenComposer({ kind, onKind, draft, onDraft, onAdd }: Omit<Composing, 'offerBack'>) {
	const { t } = useTranslation(['board', 'app'])
	const field = useRef<HTMLTextAreaElement>(null)
	const name = useId()

	useLayoutEffect(() => {
		if (!field.current) return
		field.current.style.height = 'auto'
		field.current.style.height = `${field.current.scrollHeight}px`
	}, [draft])

	const add = (text: string) => {
		field.current?.focus()
		if (text.trim() !== '') onAdd(text)
	}
	const onKeyDown = (event: KeyboardEvent) => {
		if (event.nativeEvent.isComposing || event.keyCode === 229) return
		if (event.key !== 'Enter' || event.shiftKey || event.altKey) return
		event.preventDefault()
		add(draft)
	}
	const onPaste = (event: ClipboardEvent<HTMLTextAreaElement>) => {
		const pasted = event.clipboardData.getData('text/plain')
		if (!/\S\s*[\r\n]+\s*\S/.test(pasted)) return
		event.preventDefault()
		const { selectionStart, selectionEnd } = event.currentTarget
		add(draft.slice(0, selectionStart) + pasted + draft.slice(selectionEnd))
	}
	return (
		<section className={styles['composer']} aria-label={t('board:list.newCard')}>
			<fieldset className={styles['kinds']} aria-label={t('board:list.newKind')}>
				{CARD_KINDS.map((choice) => (
					<label key={choice} data-kind={choice}>
						<input
							type="radio"
							name={name}
							className="visuallyHidden"
							checked={choice === kind}
							onChange={() => onKind(choice)}
						/>
						<KindIcon kind={choice} size={18} />
						{t(`app:kinds.${choice}`)}
					</label>
				))}
			</fieldset>
			<div className={styles['line']}>
				<textarea
					ref={field}
					rows={1}
					value={draft}
					aria-label={t('board:list.newCard')}
					placeholder={t('board:list.placeholder')}
					enterKeyHint="send"
					dir="auto"
					spellCheck
					onChange={(event) => onDraft(event.target.value)}
					onKeyDown={onKeyDown}
					onPaste={onPaste}
				/>
				<Button look="primary" onMouseDown={(event) => event.preventDefault()} onClick={() => add(draft)}>
					{t('board:list.add')}
				</Button>
			</div>
		</section>
	)
}
