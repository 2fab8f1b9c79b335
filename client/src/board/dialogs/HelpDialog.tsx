import { type Atom, atom, type Editor, useEditor, useValue, WeakCache } from '@tldraw/tldraw'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Chrome, useOpenMenu } from '../Chrome.tsx'
import dialogsStyles from './dialogs.module.css'
import styles from './help.module.css'
import { HELP_TOPICS, type KeyName, TOUCH_HELP_TOPICS } from './helpTopics.ts'

/** The keys and gestures of a board, on one page. */
export function HelpDialog() {
	const editor = useEditor()
	const isShown = useValue('help shown', () => helpOpen(editor).get(), [editor])
	return isShown && <Help onClose={() => helpOpen(editor).set(false)} />
}

function Help({ onClose }: { onClose: () => void }) {
	const editor = useEditor()
	const { t } = useTranslation('board')
	const isTouch = useValue('is touch', () => editor.getInstanceState().isCoarsePointer, [editor])
	useOpenMenu('help')
	return (
		<Chrome>
			<Dialog title={t('write.keys.title')} onClose={onClose}>
				<div className={styles['help']}>
					{(isTouch ? TOUCH_HELP_TOPICS : HELP_TOPICS).map(({ part, entries }) => (
						<section key={part} aria-label={t(`write.keys.${part}`)}>
							<h3>{t(`write.keys.${part}`)}</h3>
							<dl>
								{entries.map(({ keys, does }) => (
									<div key={does}>
										<dt>
											{keys.map((key) => (
												<Key key={typeof key === 'object' ? key.gesture : key} name={key} />
											))}
										</dt>
										<dd>{t(`write.keys.${does}`)}</dd>
									</div>
								))}
							</dl>
						</section>
					))}
				</div>
			</Dialog>
		</Chrome>
	)
}

/** A key as it stands on the keyboard before one, or a gesture in words. */
function Key({ name }: { name: KeyName }) {
	const { t } = useTranslation('board')
	if (typeof name === 'object') return <span>{t(`write.keys.${name.gesture}`)}</span>
	const isMac = /Mac|iPhone|iPad/.test(navigator.platform)
	return <kbd>{isMac && name === 'Ctrl' ? '⌘' : name}</kbd>
}

/** Opens the help; so does the key ?. */
export function HelpButton({ className }: { className: string | undefined }) {
	const editor = useEditor()
	const { t } = useTranslation('board')
	return (
		<Button
			variant="quiet"
			size="small"
			icon="help"
			iconOnly
			className={className}
			aria-label={t('write.keys.title')}
			title={`${t('write.keys.title')} (?)`}
			onClick={() => helpOpen(editor).set(true)}
		/>
	)
}

/** The way to the help from the settings: a phone's bar has no room for its button. */
export function HelpSettingsEntry({ onOpen }: { onOpen: () => void }) {
	const editor = useEditor()
	const { t } = useTranslation('board')
	const open = () => {
		onOpen()
		helpOpen(editor).set(true)
	}
	return (
		<Button icon="help" className={dialogsStyles['more']} onClick={open}>
			{t('write.keys.title')}
		</Button>
	)
}

const shown = new WeakCache<Editor, Atom<boolean>>()

/** Whether the help lies over the board, as a signal: a key opens it as well as a button. */
export function helpOpen(editor: Editor): Atom<boolean> {
	return shown.get(editor, () => atom<boolean>('help shown', false))
}
