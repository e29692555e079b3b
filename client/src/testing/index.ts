export { ANSWERS, type AnswerName, type AnswerNamed, answerOf } from './answers.ts';
export { deleteAccountHandlers, type HandlerOptions, type MockLink } from './handlers.ts';
