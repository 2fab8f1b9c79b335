import {
	CARD_KINDS,
	type CardKind,
	fieldsOfKind,
	LIMITS,
	OBSTACLE_CATEGORIES,
	type ObstacleCategory,
} from '@charrette/shared'
import { type FocusEvent, type KeyboardEvent, useEffectEvent, useLayoutEffect, useRef, useState } from 'react'
import { useTranslation } from '../i18n/useTranslation.ts'
import { useReader } from '../reading/useReading.tsx'
import { Button } from '../ui/Button.tsx'
import { isComposing } from '../ui/isComposing.ts'
import { Select } from '../ui/Select.tsx'
import { useToast } from '../ui/Toasts.tsx'
import { showField } from '../ui/visibleArea.ts'
import { moveFocusToProxy, takeCardProxy } from './focusProxy.ts'
import { useListContext, useListDeniedReason } from './ListContext.ts'
import type { OutlineRow } from './outline.ts'
import styles from './row.module.css'

/**
 * The editor of a card: its text field, bound to the document character by character, and its
 * toolbar.
 */
export function CardRowEditor({ row }: { row: OutlineRow }) {
	const { endWriting } = useListContext()
	const onBlur = (event: FocusEvent) => {
		const isInside = event.relatedTarget instanceof Node && event.currentTarget.contains(event.relatedTarget)
		// Without this check, switching to another window would close the editor.
		if (!isInside && document.hasFocus()) endWriting(false)
	}
	return (
		// biome-ignore lint/a11y/noStaticElementInteractions: it only observes where the focus goes
		<div className={styles['writing']} onBlur={onBlur}>
			<CardTextField row={row} />
			<CardTools row={row} />
		</div>
	)
}

function CardTextField({ row }: { row: OutlineRow }) {
	const list = useListContext()
	const { document: board, boardId, isPrivate, live, edits } = list
	const { canEdit, endWriting, isWriting, isShown, writeNext, recoverText } = list
	const { t } = useTranslation('board')
	const field = useRef<HTMLTextAreaElement>(null)
	const { id } = row.card
	const deniedReason = useListDeniedReason('write')
	// An edit that began before the phase changed may be finished.
	const [wasAllowed] = useState(deniedReason === undefined)
	const isAllowed = canEdit && (wasAllowed || deniedReason === undefined)
	const removals = useEffectEvent(() => edits.removalsOf(id))
	/**
	 * Deletes a new card that was left empty, and recovers the text of a card that another person
	 * deleted. A card that this person is still editing was only moved to another position in the
	 * list. A private card that is gone was revealed, and is edited further on the board (PHONE7c).
	 */
	const endEditing = useEffectEvent((textarea: HTMLTextAreaElement, removalsBefore: number) => {
		const written = textarea.value
		const exists = board.records.has(id)
		const isEmpty = written.trim() === ''
		const isGone = !exists && edits.removalsOf(id) === removalsBefore
		const hasFocus = textarea === document.activeElement
		if (exists && !isWriting(id)) edits.endDraft(id, isEmpty)
		// A participant whose board is replaced continues to type there.
		const isReplaced = !board.canWrite.get() || !isShown() || (isGone && isPrivate)
		if (hasFocus && isReplaced) moveFocusToProxy(textarea, boardId, { id, isGone })
		else if (isGone && !isPrivate && !isEmpty) recoverText(written, hasFocus)
	})

	useLayoutEffect(() => {
		const textarea = field.current
		const removalsBefore = removals()
		const unbind = textarea && board.bindText({ record: id }, textarea)
		if (!textarea || !unbind) return undefined
		textarea.focus({ preventScroll: true })
		const { typed = '', caretFromEnd = 0 } = takeCardProxy(boardId, id, textarea.value) ?? {}
		const caret = textarea.value.length - caretFromEnd
		textarea.setSelectionRange(caret, caret)
		if (typed) {
			textarea.setRangeText(typed, caret, caret, 'end')
			textarea.dispatchEvent(new Event('input'))
		}
		showField(textarea)
		return () => {
			unbind()
			endEditing(textarea, removalsBefore)
		}
	}, [board, boardId, id])

	// The height follows the document's text, which other people can edit too. If CSS sets the height
	// (row.module.css), a keystroke causes no extra layout and no rendering.
	useLayoutEffect(() => {
		const textarea = field.current
		if (!textarea || CSS.supports('field-sizing', 'content')) return undefined
		const fit = () => {
			textarea.style.height = 'auto'
			textarea.style.height = `${textarea.scrollHeight}px`
		}
		fit()
		return live.textOf(id).subscribe(fit)
	}, [live, id])

	useLayoutEffect(() => {
		const textarea = field.current
		if (!textarea) return undefined
		const observer = new ResizeObserver(() => {
			if (document.activeElement === textarea) showField(textarea)
		})
		observer.observe(textarea)
		return () => observer.disconnect()
	}, [])

	const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
		if (isComposing(event)) return
		if (event.key === 'Escape') {
			event.preventDefault()
			endWriting(true)
		}
		if (event.key !== 'Enter' || event.shiftKey || event.altKey) return
		event.preventDefault()
		if (event.currentTarget.value.trim() === '') endWriting(true)
		else writeNext(row)
	}
	return (
		<textarea
			ref={field}
			rows={1}
			readOnly={!isAllowed}
			maxLength={LIMITS.maxCardTextLength}
			title={deniedReason}
			className={styles['field']}
			aria-label={t('card.text')}
			placeholder={t('card.placeholder')}
			enterKeyHint="next"
			dir="auto"
			spellCheck
			onKeyDown={onKeyDown}
		/>
	)
}

/** An id that no record has. */
const NEW_CLUSTER = 'new'

function CardTools({ row }: { row: OutlineRow }) {
	const { edits, clusters, remove, openLinkDialog, openClusterDialog, endWriting } = useListContext()
	const { t } = useTranslation(['board', 'app'])
	const showToast = useToast()
	const { readTitle } = useReader()
	const { id, kind, category, cluster } = row.card
	const denied = {
		write: useListDeniedReason('write'),
		arrange: useListDeniedReason('arrange'),
		link: useListDeniedReason('link'),
	}
	const onKeyDown = (event: KeyboardEvent) => {
		if (event.key === 'Escape') endWriting(true)
	}
	return (
		<div
			className={styles['tools']}
			role="toolbar"
			aria-label={t('board:card.panel')}
			onKeyDown={onKeyDown}
			// Keeps the caret in the text field.
			onMouseDown={(event) => !(event.target instanceof HTMLSelectElement) && event.preventDefault()}
		>
			<Select<CardKind>
				label={t('board:list.kind')}
				disabledReason={denied.write}
				value={kind}
				options={CARD_KINDS.map((value) => ({ value, label: t(`app:kinds.${value}`) }))}
				onChange={(chosen) => edits.change(id, fieldsOfKind(chosen))}
			/>
			{kind === 'obstacle' && (
				<Select<ObstacleCategory | ''>
					label={t('board:card.category')}
					disabledReason={denied.write}
					value={category ?? ''}
					options={[
						{ value: '', label: t('board:card.noCategory') },
						...OBSTACLE_CATEGORIES.map((value) => ({ value, label: t(`board:categories.${value}`) })),
					]}
					onChange={(chosen) => edits.change(id, { category: chosen || null })}
				/>
			)}
			<Select<string>
				label={t('board:list.cluster')}
				disabledReason={denied.arrange}
				value={cluster ?? ''}
				options={[
					{ value: '', label: t('board:list.unclustered') },
					...clusters.map((found) => ({
						value: found.id,
						label: readTitle(found.id, found.title).text || t('board:cluster.untitled'),
					})),
					{ value: NEW_CLUSTER, label: t('board:list.newCluster') },
				]}
				onChange={(chosen) =>
					chosen === NEW_CLUSTER ? openClusterDialog({ card: id }) : edits.move(id, chosen || null)
				}
			/>
			<Button
				icon="link"
				aria-disabled={denied.link !== undefined || undefined}
				aria-description={denied.link}
				title={denied.link}
				onClick={() => (denied.link ? showToast(denied.link) : openLinkDialog(id))}
			>
				{t('board:list.link')}
			</Button>
			<Button
				className={styles['remove']}
				variant="danger"
				icon="bin"
				aria-label={t('board:card.delete')}
				aria-disabled={denied.write !== undefined || undefined}
				aria-description={denied.write}
				title={denied.write}
				onClick={() => remove(id)}
			>
				<span>{t('board:card.delete')}</span>
			</Button>
		</div>
	)
}
