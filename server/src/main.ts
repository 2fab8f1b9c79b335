import { runProgram } from './commands/program.ts'

// The reader of the output may end (`npm start | head`); the server keeps running.
process.stdout.on('error', () => {})

await runProgram(process.argv.slice(2), process.env)
