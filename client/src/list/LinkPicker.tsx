import { type Card, foldText, meaningOf } from '@charrette/shared'
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react'
import { useTranslation } from '../i18n/useTranslation.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { KindIcon } from '../ui/KindIcon.tsx'
import { linkEnds } from './linkEnds.ts'
import styles from './picker.module.css'
import { useLinkWords } from './useLinkWords.ts'

interface LinkPickerProps {
	card: Card
	/** The cards that it may be linked with. */
	others: readonly Card[]
	onPick: (other: string) => void
	onClose: () => void
}

const MAX_SHOWN = 60

/** Lets one choose the other card of a link: by searching, by keys or by touch. Each choice says what the link will mean. */
export function LinkPicker({ card, others, onPick, onClose }: LinkPickerProps) {
	const { t } = useTranslation('board')
	const listId = useId()
	const field = useRef<HTMLInputElement>(null)
	const list = useRef<HTMLDivElement>(null)
	const [search, setSearch] = useState('')
	const [active, setActive] = useState(0)
	useEffect(() => field.current?.focus(), [])
	const wanted = foldText(search)
	const shown = others
		.filter(({ text, city, author = '' }) => foldText(`${text} ${city} ${author}`).includes(wanted))
		.slice(0, MAX_SHOWN)

	const onKeyDown = (event: KeyboardEvent) => {
		if (event.nativeEvent.isComposing || event.keyCode === 229) return
		const chosen = shown[active]
		if (event.key === 'Enter' && chosen) {
			event.preventDefault()
			return onPick(chosen.id)
		}
		const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
		if (!step || shown.length === 0) return
		event.preventDefault()
		const next = (active + step + shown.length) % shown.length
		setActive(next)
		list.current?.children[next]?.scrollIntoView({ block: 'nearest' })
	}
	return (
		<Dialog title={t('list.linkTitle')} onClose={onClose}>
			<p className={styles['card']} dir="auto">
				{card.text}
			</p>
			<input
				ref={field}
				type="search"
				role="combobox"
				className={styles['search']}
				aria-label={t('list.search')}
				placeholder={t('list.search')}
				aria-expanded={shown.length > 0}
				aria-controls={listId}
				aria-autocomplete="list"
				aria-activedescendant={shown[active] ? `${listId}-${active}` : undefined}
				autoComplete="off"
				value={search}
				onChange={(event) => {
					setSearch(event.target.value)
					setActive(0)
				}}
				onKeyDown={onKeyDown}
			/>
			<div ref={list} id={listId} role="listbox" aria-label={t('list.linkTitle')} className={styles['list']}>
				{shown.map((other, index) => (
					<Choice
						key={other.id}
						id={`${listId}-${index}`}
						card={card}
						other={other}
						isActive={index === active}
						onPick={onPick}
					/>
				))}
			</div>
			{shown.length === 0 && (
				<p className={styles['none']} role="status">
					{t('list.noMatch')}
				</p>
			)}
		</Dialog>
	)
}

interface ChoiceProps {
	id: string
	card: Card
	other: Card
	isActive: boolean
	onPick: (other: string) => void
}

function Choice({ id, card, other, isActive, onPick }: ChoiceProps) {
	const words = useLinkWords()
	const isOutward = linkEnds(card, other).from === card.id
	const meaning = isOutward ? meaningOf(card.kind, other.kind) : meaningOf(other.kind, card.kind)
	return (
		// biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the field's, which keeps the focus
		<div
			id={id}
			role="option"
			aria-selected={isActive}
			className={styles['choice']}
			data-kind={other.kind}
			tabIndex={-1}
			onMouseDown={(event) => event.preventDefault()}
			onClick={() => onPick(other.id)}
		>
			<KindIcon kind={other.kind} size={18} />
			<span>
				<small>{words({ meaning, isOutward })}: </small>
				<span dir="auto">{other.text}</span>
			</span>
		</div>
	)
}
