import { LIMITS } from '@charrette/shared'
import {
	type KeyboardEvent,
	type Ref,
	useEffect,
	useImperativeHandle,
	useLayoutEffect,
	useMemo,
	useRef,
	useState,
} from 'react'
import { localStore } from '../connection/browserStorage.ts'
import { fetchChunkOnce } from '../connection/fetchChunk.ts'
import { LOCAL_KEYS } from '../connection/storageKeys.ts'
import { useTranslation } from '../i18n/useTranslation.ts'
import { useBoardPlace } from '../navigation/BoardPlace.ts'
import { Button } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import { isComposing } from '../ui/isComposing.ts'
import { useListbox } from '../ui/useListbox.ts'
import styles from './conversation.module.css'
import {
	type Addressee,
	findAddressees,
	HAS_CHINESE,
	listAddressees,
	type MatchPinyin,
	mentionsIn,
	typedNameAt,
} from './mentions.ts'
import { useThreads } from './ThreadPlace.ts'

interface MessageFieldProps {
	/** Names the draft on this device: of a new message the conversation, else the message. */
	draft: string
	/** The text of a message that is edited. */
	initial?: string
	label: string
	submit: string
	/** Sends the message; the field keeps it unless this resolves to true. */
	onSend: (text: string, mentions: string[]) => Promise<boolean>
	onCancel?: () => void
	/** The number of messages above a field for new ones. */
	follows?: number
	/** Receives the function that focuses the field. */
	ref?: Ref<{ focus(): void }>
}

/**
 * The field of a message (TALK1). Enter sends, except while an input method composes, and on a
 * touch screen, whose Enter is a new line. What was typed stays on this device until it is sent.
 */
export function MessageField({ draft, initial = '', label, submit, follows, ref, ...on }: MessageFieldProps) {
	const { onSend, onCancel } = on
	const { t } = useTranslation('panels')
	const { text, write, forget } = useStoredDraft(draft, initial)
	const [isSending, setSending] = useState(false)
	const field = useRef<HTMLTextAreaElement>(null)
	const addressees = useAddressees()
	const names = useNameList(field, { text, addressees, onChange: write })
	useImperativeHandle(ref, () => ({ focus: () => field.current?.focus() }))
	const form = useRef<HTMLFormElement>(null)
	const hasNames = names.list !== false
	// The panel scrolls, and its end would hide the names, and the field below a new message.
	useLayoutEffect(() => {
		const isWriting = form.current?.contains(document.activeElement)
		if (hasNames || (isWriting && follows !== undefined)) form.current?.scrollIntoView({ block: 'nearest' })
	}, [hasNames, follows])
	const isEdit = follows === undefined
	useEffect(() => {
		const { current } = field
		if (!isEdit || !current) return
		current.focus()
		current.setSelectionRange(current.value.length, current.value.length)
	}, [isEdit])
	const send = async () => {
		const trimmed = text.trim()
		if (trimmed === '' || isSending) return
		setSending(true)
		const isSent = await onSend(trimmed, mentionsIn(trimmed, addressees).slice(0, LIMITS.maxMentions))
		setSending(false)
		if (!isSent) return
		// The pressed button is disabled now.
		if (form.current?.contains(document.activeElement)) field.current?.focus()
		// What was typed in the meantime is another message.
		const { value = '' } = field.current ?? {}
		if (value.trim() === trimmed) forget()
		else write(value.startsWith(text) ? value.slice(text.length) : value)
	}
	const onKeyDown = (event: KeyboardEvent) => {
		if (isComposing(event) || names.onKeyDown(event)) return
		if (event.key === 'Enter' && !event.shiftKey && !isTouch()) {
			event.preventDefault()
			void send()
		} else if (event.key === 'Escape' && onCancel) {
			event.stopPropagation()
			onCancel()
		}
	}
	return (
		<form
			ref={form}
			className={styles['field']}
			onSubmit={(event) => {
				event.preventDefault()
				void send()
			}}
		>
			<textarea
				ref={field}
				aria-label={label}
				placeholder={t('placeholder')}
				dir="auto"
				rows={2}
				maxLength={LIMITS.maxThreadTextLength}
				value={text}
				{...names.fieldProps}
				onChange={({ target }) => {
					write(target.value)
					names.onInput(target.selectionStart)
				}}
				onKeyDown={onKeyDown}
				onBlur={names.close}
			/>
			{names.list}
			<div className={styles['fieldButtons']}>
				<small>{t(isTouch() ? 'hintTouch' : 'hint')}</small>
				{onCancel && (
					<Button variant="quiet" size="small" onClick={onCancel}>
						{t('cancel')}
					</Button>
				)}
				<Button
					type="submit"
					variant="primary"
					size="small"
					busy={isSending}
					disabled={text.trim() === ''}
					// A phone would close its keyboard.
					onMouseDown={(event) => event.preventDefault()}
				>
					{submit}
				</Button>
			</div>
		</form>
	)
}

const isTouch = () => matchMedia('(pointer: coarse)').matches

/** Returns a text that is stored on this device with each keystroke. */
function useStoredDraft(draft: string, initial: string) {
	const { board } = useBoardPlace()
	const author = useThreads()?.reader.author ?? ''
	const key = LOCAL_KEYS.threads(board, author, draft)
	const [text, setText] = useState(() => localStore.read(key) ?? initial)
	const store = (next: string) => {
		setText(next)
		if (next === '' || next === initial) localStore.remove(key)
		else localStore.write(key, next)
	}
	return { text, write: store, forget: () => store('') }
}

/** Returns everybody who can be named here. */
export function useAddressees(): readonly Addressee[] {
	const { workshop } = useBoardPlace()
	const { t } = useTranslation('app')
	const facilitator = t('people.facilitator')
	return useMemo(() => listAddressees(workshop, facilitator), [workshop, facilitator])
}

/** Returns the function that finds names by their pinyin, once a name needs it. */
function usePinyin(isNeeded: boolean): MatchPinyin | null {
	const [match, setMatch] = useState<MatchPinyin | null>(null)
	useEffect(() => {
		if (!isNeeded) return
		// Without a connection, names are found by their own letters.
		fetchChunkOnce(() => import('./pinyin.ts')).then(
			({ matchesPinyin }) => setMatch(() => matchesPinyin),
			() => null,
		)
	}, [isNeeded])
	return match
}

interface NameListOptions {
	text: string
	addressees: readonly Addressee[]
	onChange: (text: string) => void
}

/** The list of names that opens behind an @ (TALK3); the field keeps the focus. */
function useNameList(
	field: { readonly current: HTMLTextAreaElement | null },
	{ text, addressees, onChange }: NameListOptions,
) {
	const { t } = useTranslation('panels')
	const [caret, setCaret] = useState<number | null>(null)
	/** The @ at which the list was closed or a name was chosen; it does not open there again. */
	const [done, setDone] = useState<number | null>(null)
	const typed = caret === null ? null : typedNameAt(text, caret)
	const isAsked = typed !== null && typed.at !== done
	const hasChinese = useMemo(() => addressees.some(({ label }) => HAS_CHINESE.test(label)), [addressees])
	const matchesPinyin = usePinyin(isAsked && hasChinese)
	const query = isAsked ? typed.typed : null
	const author = useThreads()?.reader.author
	const found = useMemo(() => {
		const others = addressees.filter(({ id }) => id !== author)
		return query === null ? [] : findAddressees(others, query, matchesPinyin)
	}, [addressees, author, query, matchesPinyin])
	const isOpen = found.length > 0
	const listbox = useListbox({
		label: t('names'),
		options: found,
		isOpen,
		startsAtFirst: true,
		onChoose: ({ label }) => {
			if (!typed || caret === null) return
			const before = `${text.slice(0, typed.at)}@${label} `
			onChange(before + text.slice(caret).replace(/^ /, ''))
			setDone(typed.at)
			// React sets the value first, which moves the caret to the end.
			queueMicrotask(() => field.current?.setSelectionRange(before.length, before.length))
		},
	})
	// A text field cannot have the role of a combobox; its other attributes say the same.
	const { role: _, 'aria-expanded': _expanded, onKeyDown, ...fieldProps } = listbox.fieldProps
	const close = () => setCaret(null)
	return {
		fieldProps: { ...fieldProps, 'aria-controls': isOpen ? fieldProps['aria-controls'] : undefined },
		close,
		onInput(at: number) {
			setCaret(at)
			if (done !== null && text[done] !== '@' && text[done] !== '＠') setDone(null)
			listbox.reset()
		},
		/** Returns whether the key was for the list. */
		onKeyDown(event: KeyboardEvent): boolean {
			if (!isOpen) return false
			if (event.key === 'Escape') {
				setDone(typed?.at ?? null)
				event.preventDefault()
				event.stopPropagation()
				return true
			}
			onKeyDown(event)
			return event.defaultPrevented
		},
		list: isOpen && (
			<div {...listbox.listProps} className={styles['names']}>
				{found.map((addressee, index) => (
					<div key={addressee.id} {...listbox.optionProps(addressee, index)} className={styles['name']}>
						<Icon name={addressee.type === 'group' ? 'people' : 'raised'} size={16} />
						<span dir="auto">{addressee.label}</span>
						<small dir="auto">{addressee.detail || (addressee.type === 'group' ? t('group', { count: 1 }) : '')}</small>
					</div>
				))}
			</div>
		),
	}
}
