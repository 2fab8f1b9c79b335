import {
	type BoardContent,
	type Card,
	foldText,
	type LinkMeaning,
	linkDirection,
	meaningOf,
	plainText,
} from '@charrette/shared'
import { type KeyboardEvent, useCallback, useEffect, useId, useRef, useState } from 'react'
import { useTranslation } from '../i18n/useTranslation.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { isComposing } from '../ui/isComposing.ts'
import { KindIcon } from '../ui/KindIcon.tsx'
import styles from './cardPicker.module.css'

/** Returns the cards with text that are not linked with this card. */
export function linkableCards({ id }: Pick<Card, 'id'>, { cards, links }: BoardContent): Card[] {
	const linked = new Set(links.flatMap(({ from, to }) => (from === id ? [to] : to === id ? [from] : [])))
	return cards.filter((card) => card.id !== id && card.text !== '' && !linked.has(card.id))
}

interface CardPickerProps {
	card: Card
	/** The cards that can be linked with `card`. */
	others: readonly Card[]
	onPick: (other: string) => void
	onClose: () => void
}

const MAX_SHOWN = 60

/**
 * A combobox for the other card of a link. Each option states the meaning that the link will have.
 */
export function CardPicker({ card, others, onPick, onClose }: CardPickerProps) {
	const { t } = useTranslation('board')
	const listId = useId()
	const field = useRef<HTMLInputElement>(null)
	const list = useRef<HTMLDivElement>(null)
	const [search, setSearch] = useState('')
	const [active, setActive] = useState(0)
	useEffect(() => field.current?.focus(), [])
	const query = foldText(search)
	const shown = others
		.filter(({ text, city, author = '' }) => foldText(`${text} ${city} ${author}`).includes(query))
		.slice(0, MAX_SHOWN)

	const onKeyDown = (event: KeyboardEvent) => {
		if (isComposing(event)) return
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
				{plainText(card.text)}
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
					<CardOption
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

interface CardOptionProps {
	id: string
	card: Card
	other: Card
	isActive: boolean
	onPick: (other: string) => void
}

function CardOption({ id, card, other, isActive, onPick }: CardOptionProps) {
	const linkText = useLinkText()
	const isOutward = linkDirection(card, other).from === card.id
	const meaning = isOutward ? meaningOf(card.kind, other.kind) : meaningOf(other.kind, card.kind)
	return (
		// biome-ignore lint/a11y/useKeyWithClickEvents: the search field keeps the focus and handles the keys
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
				<small>{linkText({ meaning, isOutward })}: </small>
				<span dir="auto">{plainText(other.text)}</span>
			</span>
		</div>
	)
}

/**
 * Returns a function that gives a link's text at one of its cards: "addresses" at its start, "is
 * addressed by" at its end.
 */
export function useLinkText(): (link: { meaning: LinkMeaning; isOutward: boolean }) => string {
	const { t } = useTranslation('board')
	return useCallback(
		({ meaning, isOutward }) => (isOutward ? t(`meanings.${meaning}`) : t(`list.inverse.${meaning}`)),
		[t],
	)
}
